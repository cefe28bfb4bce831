namespace Slipway.Learning.Models;

/// <summary>
/// How one input of a model becomes one or more 32-bit features. An input is a feature of the schema by its name, or for a timestamp one
/// of its parts, named <c>column.part</c> (see <see cref="TimestampPart"/>). The features of a model are those of its steps, in order.
/// </summary>
/// <param name="Input">The name of the input.</param>
public abstract record FeatureStep(string Input)
{
    /// <summary>The number of features that the step makes.</summary>
    public abstract int Width { get; }
}

/// <summary>A number, boolean (1 or 0) or timestamp part: <c>(value - Offset) * Scale</c>, computed in 32-bit floats in this order.</summary>
/// <param name="Input">The name of the input; a float.</param>
/// <param name="Fill">What stands in for a missing value before scaling; null leaves it missing (NaN).</param>
/// <param name="Offset">Subtracted; 0 leaves as is.</param>
/// <param name="Scale">Multiplied after; 1 leaves as is.</param>
public sealed record NumberStep(string Input, float? Fill = null, float Offset = 0, float Scale = 1) : FeatureStep(Input)
{
    /// <inheritdoc/>
    public override int Width => 1;
}

/// <summary>1 where a number is missing, else 0.</summary>
/// <param name="Input">The name of the input; a float.</param>
public sealed record MissingIndicatorStep(string Input) : FeatureStep(Input)
{
    /// <inheritdoc/>
    public override int Width => 1;
}

/// <summary>A category as one feature a word: 1 at the word of the row, else 0. Unseen and missing words share a last feature of their own.</summary>
/// <param name="Input">The name of the input; a string, empty where missing.</param>
/// <param name="Categories">The words, none of them empty.</param>
public sealed record OneHotStep(string Input, IReadOnlyList<string> Categories) : FeatureStep(Input)
{
    /// <inheritdoc/>
    public override int Width => Categories.Count + 1;
}

/// <summary>A category as the position of its word, from 1; unseen and missing words are 0.</summary>
/// <param name="Input">The name of the input; a string, empty where missing.</param>
/// <param name="Categories">The words in their order, none of them empty.</param>
public sealed record OrdinalStep(string Input, IReadOnlyList<string> Categories) : FeatureStep(Input)
{
    /// <inheritdoc/>
    public override int Width => 1;
}

/// <summary>A category as some numbers that are looked up by its word.</summary>
/// <param name="Input">The name of the input; a string, empty where missing.</param>
/// <param name="Categories">The words, none of them empty.</param>
/// <param name="Table">
/// Row-major, the same number of values for each row: the first row is that of unseen and missing words, the others are those of the words,
/// in their order.
/// </param>
public sealed record WordTableStep(string Input, IReadOnlyList<string> Categories, float[] Table) : FeatureStep(Input)
{
    /// <inheritdoc/>
    public override int Width => Table.Length / (Categories.Count + 1);
}

/// <summary>
/// A text as one feature a term. A term is a word, or two words beside each other, in small letters; words are the longest runs of letters,
/// marks and numbers, and are found as <c>word</c>, <c>Word</c> and <c>WORD</c>. A feature is how often the term occurs times its weight, and
/// the features of a row are then divided by the root of the sum of their squares. A text without any of the terms, or none at all, is zeros.
/// </summary>
/// <param name="Input">The name of the input; a string, empty where missing.</param>
/// <param name="Terms">The terms, each once; those of two words have one space between them and stand last.</param>
/// <param name="Weights">The weight of each term.</param>
public sealed record TextStep(string Input, IReadOnlyList<string> Terms, float[] Weights) : FeatureStep(Input)
{
    /// <inheritdoc/>
    public override int Width => Terms.Count;
}
