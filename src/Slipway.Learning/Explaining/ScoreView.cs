namespace Slipway.Learning.Explaining;

/// <summary>A value of a graph as what it is made of: the layer of the scores, the score behind each column, and the link in between.</summary>
internal sealed record ScoreView(ScoreLayer Layer, ScoreColumn[] Columns, ScoreLink Link);
