namespace Slipway.Web.Predicting;


/// <summary>What rows or answers are written in.</summary>
internal enum ContentKind
{
    Unknown,
    Json,
    Csv,
}
