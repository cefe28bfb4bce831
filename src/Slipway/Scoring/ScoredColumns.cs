using System.Globalization;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Registry;
using Slipway.Serving;

namespace Slipway.Scoring;

/// <summary>
/// The columns of a scored file: those of the input as they are (or one that identifies the row), then <c>prediction</c>, for a classifier a
/// <c>probability_&lt;class&gt;</c> each, and <c>model_version</c>. A name that the input has already gets underscores. Immutable; thread-safe.
/// </summary>
internal sealed class ScoredColumns
{
    private readonly byte[][] _labels;
    private readonly byte[] _version;
    private readonly bool _isRegression;

    private ScoredColumns(ModelManifest manifest, CsvHeaderRecord header, ScoringOptions options, int idColumn)
    {
        (Text, IdColumn) = (new CsvText(header.Separator, options.NeutralizeFormulas), idColumn);
        var schema = manifest.Schema;
        _isRegression = schema.Task == LearningTask.Regression;
        _labels = [.. schema.Classes.Select(Encode)];
        var version = new ByteBuilder();
        version.Add(Text.Separator);
        version.Add(System.Text.Encoding.UTF8.GetBytes(manifest.Version.ToString(CultureInfo.InvariantCulture)));
        version.Add((byte)'\n');
        _version = version.Memory.ToArray();
        AnswerNames = NameAnswers(schema, idColumn < 0 ? header.Names : [header.Names[idColumn]]);
        Header = MakeHeader(header);
    }

    public CsvText Text { get; }

    /// <summary>The column that goes before the answers, 0-based; -1 for all.</summary>
    public int IdColumn { get; }

    /// <summary>The header, with its line end.</summary>
    public byte[] Header { get; }

    /// <summary>The names of the prediction and the probabilities.</summary>
    public IReadOnlyList<string> AnswerNames { get; }

    public static Result<ScoredColumns> Create(ModelManifest manifest, CsvHeaderRecord header, ScoringOptions options)
    {
        int id = -1;
        if (options.IdColumn is { } name && (id = header.Names.ToList().IndexOf(name)) < 0)
        {
            return new Problem("scoring.idColumnMissing", $"The file has no column '{name}' to identify rows by. Name one that its header has.");
        }

        return new ScoredColumns(manifest, header, options, id);
    }

    /// <summary>Adds the answer to a row and its line end.</summary>
    public void AddAnswer(ByteBuilder target, Predictions predictions, int rowIndex)
    {
        var values = predictions.Row(rowIndex);
        if (!_isRegression)
        {
            target.Add(Text.Separator);
            target.Add(_labels[predictions.LabelIndex(rowIndex)]);
        }

        foreach (float value in values)
        {
            var room = target.Reserve(1 + FloatText.MaxLength);
            room[0] = Text.Separator;
            target.Advance(1 + FloatText.Write(value, room[1..]));
        }

        target.Add(_version);
    }

    private static List<string> NameAnswers(ModelSchema schema, IReadOnlyList<string> taken)
    {
        var used = taken.ToHashSet(StringComparer.Ordinal);
        var names = new List<string>();
        foreach (string wanted in schema.Classes.Select(c => $"probability_{c}").Prepend("prediction").Append("model_version"))
        {
            string name = wanted;
            while (!used.Add(name))
            {
                name += "_";
            }

            names.Add(name);
        }

        return names;
    }

    private byte[] MakeHeader(CsvHeaderRecord header)
    {
        var line = new ByteBuilder();
        if (IdColumn < 0 && !header.Names.Any(name => Text.IsRunnable(System.Text.Encoding.UTF8.GetBytes(name))))
        {
            line.Add(header.Raw.Span);
        }
        else
        {
            IReadOnlyList<string> names = IdColumn < 0 ? header.Names : [header.Names[IdColumn]];
            for (int i = 0; i < names.Count; i++)
            {
                line.Add(i == 0 ? [] : [Text.Separator]);
                Text.Add(line, names[i]);
            }
        }

        foreach (string name in AnswerNames)
        {
            line.Add(Text.Separator);
            Text.Add(line, name);
        }

        line.Add((byte)'\n');
        return line.Memory.ToArray();
    }

    private byte[] Encode(string text)
    {
        var encoded = new ByteBuilder();
        Text.Add(encoded, text);
        return encoded.Memory.ToArray();
    }
}
