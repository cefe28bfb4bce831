namespace Slipway.Learning.Explaining;

/// <summary>How an answer follows from a score of a layer: <c>Sign * score + Offset</c>, before the link.</summary>
internal readonly record struct ScoreColumn(int Score, double Sign = 1, double Offset = 0)
{
    /// <summary>The answer that is a number minus this one.</summary>
    public ScoreColumn SubtractedFrom(double number) => new(Score, -Sign, number - Offset);

    public ScoreColumn Plus(double number) => this with { Offset = Offset + number };
}
