using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Serving;

/// <summary>
/// A model's schema made ready for reading rows: features by name, and one shared string for each known word. Immutable; thread-safe.
/// </summary>
internal sealed class FeatureLayout
{
    private const int StackChars = 256;

    private readonly byte[][] _utf8Names;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _indexes;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>>[] _words;

    public FeatureLayout(ModelSchema schema)
    {
        Schema = schema;
        _utf8Names = [.. schema.Features.Select(f => Encoding.UTF8.GetBytes(f.Name))];
        _indexes = schema.Features.Select((f, i) => (f.Name, Index: i))
            .ToFrozenDictionary(p => p.Name, p => p.Index, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        _words = [.. schema.Features.Select(
            f => (f.Categories ?? []).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>())];
        Types = [.. schema.Features.Select(f => f.Type)];
        Missing = new MissingMarkers(schema.Missing);
        Bounds = [.. schema.Features.Select(BoundsOf)];
    }

    public ModelSchema Schema { get; }

    public ColumnType[] Types { get; }

    public MissingMarkers Missing { get; }

    /// <summary>The numbers that a feature accepts: what fits a float and is within its bounds; none where it is not a number.</summary>
    public (double Min, double Max)[] Bounds { get; }

    public int FeatureCount => Types.Length;

    /// <summary>
    /// The feature that a property names, or -1. Callers mostly send features in one order, so the guess mostly ends the search.
    /// </summary>
    public int Find(ref Utf8JsonReader property, int guess)
    {
        if ((uint)guess < (uint)_utf8Names.Length && property.ValueTextEquals(_utf8Names[guess]))
        {
            return guess;
        }

        if (property.ValueSpan.Length <= StackChars)
        {
            Span<char> name = stackalloc char[StackChars];
            return Find(name[..property.CopyString(name)]);
        }

        return Find(property.GetString());
    }

    /// <summary>The feature that a name or a text names, or -1; then the report notes that it is ignored.</summary>
    public int FindOrIgnore(ref Utf8JsonReader name, int guess, InputReport report)
    {
        try
        {
            int feature = Find(ref name, guess);
            if (feature < 0)
            {
                report.Ignore(ref name);
            }

            return feature;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped, is valid JSON but no text. No feature is named so.
            return -1;
        }
    }

    /// <summary>The feature of that name, or -1.</summary>
    public int Find(ReadOnlySpan<char> name) => _indexes.TryGetValue(name, out int index) ? index : -1;

    /// <summary>The text as a string, trimmed as in training; without an allocation when the model knows the word.</summary>
    public string Intern(int featureIndex, ReadOnlySpan<char> text)
    {
        text = text.Trim(" \t");
        if (text.IsEmpty)
        {
            return "";
        }

        return _words[featureIndex].TryGetValue(text, out string? word) ? word : text.ToString();
    }

    /// <summary>The value of a JSON string, unescaped; without an allocation when the model knows the word.</summary>
    public string Intern(int featureIndex, ref Utf8JsonReader value)
    {
        if (value.ValueSpan.Length > StackChars)
        {
            return value.GetString()!.Trim(' ', '\t');
        }

        Span<char> text = stackalloc char[StackChars];
        return Intern(featureIndex, text[..value.CopyString(text)]);
    }

    /// <summary>The UTF-8 text as a string, trimmed as in training; without an allocation when the model knows the word.</summary>
    public string Intern(int featureIndex, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > StackChars)
        {
            return Encoding.UTF8.GetString(ValueParser.Trim(utf8));
        }

        Span<char> text = stackalloc char[StackChars];
        return Intern(featureIndex, text[..Encoding.UTF8.GetChars(utf8, text)]);
    }

    private static (double Min, double Max) BoundsOf(FeatureSchema feature) => feature.Type == ColumnType.Number
        ? (Math.Max(feature.Min ?? float.MinValue, float.MinValue), Math.Min(feature.Max ?? float.MaxValue, float.MaxValue))
        : (double.PositiveInfinity, double.NegativeInfinity);
}
