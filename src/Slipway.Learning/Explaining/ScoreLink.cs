namespace Slipway.Learning.Explaining;

/// <summary>What stands between the scores of a layer and the answers.</summary>
internal enum ScoreLink
{
    None,
    Logistic,
    Other,
}
