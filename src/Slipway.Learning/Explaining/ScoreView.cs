namespace Slipway.Learning.Explaining;

/// <summary>What a value of a graph is made of: the layer of the scores, the score behind each column, and the link in between.</summary>
internal sealed record ScoreView(ScoreLayer Layer, ScoreColumn[] Columns, ScoreLink Link);
