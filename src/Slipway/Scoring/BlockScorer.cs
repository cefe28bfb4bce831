using System.Globalization;
using Slipway.Learning.Tables;
using Slipway.Serving;

namespace Slipway.Scoring;

/// <summary>Scores one block after the other, in buffers of its own. One thread uses it at a time.</summary>
internal sealed class BlockScorer
{
    private const int LongestNumber = 24;

    private readonly ServedModel _model;
    private readonly ScoredColumns _columns;
    private readonly CsvOptions _csv;
    private readonly int[] _features;
    private readonly BlockProfile? _profile;
    private readonly FeatureBatch _batch;
    private readonly Predictions _predictions;
    private readonly InputReport _report = new();
    private readonly ByteBuilder _rewritten = new();
    private readonly List<(int Start, int Length, bool IsRewritten)> _records = [];

    public BlockScorer(ServedModel model, ScoredColumns columns, CsvOptions csv, int[] features, ScoringOptions options)
    {
        (_model, _columns, _csv, _features) = (model, columns, csv, features);
        (_batch, _predictions) = (new FeatureBatch(model.Manifest.Schema), new Predictions(model.Manifest.Schema));
        RejectedText = new CsvText(',', columns.Text.NeutralizesFormulas);
        _profile = options.ProfileStride > 0 ? new BlockProfile(model.Manifest.Schema, options) : null;
    }

    private CsvText RejectedText { get; }

    public ByteBuilder Scored { get; } = new();

    public ByteBuilder Rejected { get; } = new();

    public ScoreCounts Counts { get; private set; }

    /// <summary>What reports need of the block; null when no profile is made.</summary>
    public BlockProfile? Profile => _profile;

    public void Score(CsvBlock block)
    {
        Clear();
        var csv = _csv with { FirstLineNumber = block.FirstLineNumber };
        using var reader = CsvReader.Open(block.OpenRead(), csv).Value;
        var content = block.Content.Span;
        int rejected = 0;
        while (reader.Read())
        {
            if (_model.CsvReader.ReadRow(reader, _features, _batch, _report))
            {
                Keep(reader);
                continue;
            }

            _batch.RemoveLastRow();
            rejected++;
            Reject(reader, content);
        }

        _model.Predict(_batch, _predictions);
        Format(content);
        Counts = new ScoreCounts(_batch.RowCount, rejected);
        _profile?.Take(_batch, _predictions);
    }

    private void Clear()
    {
        _batch.Clear();
        _records.Clear();
        _rewritten.Clear();
        Scored.Clear();
        Rejected.Clear();
        _profile?.Clear();
    }

    private void Keep(CsvReader reader)
    {
        _profile?.Note(reader.LineNumber, _batch.RowCount - 1);
        int start = _rewritten.Length;
        if (_columns.IdColumn >= 0)
        {
            _columns.Text.Add(_rewritten, reader[_columns.IdColumn]);
        }
        else if (HasRunnable(reader))
        {
            Rewrite(reader);
        }
        else
        {
            _records.Add(((int)reader.RecordOffset, reader.RawRecord.Length, false));
            return;
        }

        _records.Add((start, _rewritten.Length - start, true));
    }

    private bool HasRunnable(CsvReader reader)
    {
        if (!_columns.Text.NeutralizesFormulas)
        {
            return false;
        }

        for (int i = 0; i < _features.Length; i++)
        {
            if (_columns.Text.IsRunnable(reader[i]))
            {
                return true;
            }
        }

        return false;
    }

    private void Rewrite(CsvReader reader)
    {
        for (int i = 0; i < _features.Length; i++)
        {
            if (i > 0)
            {
                _rewritten.Add(_columns.Text.Separator);
            }

            _columns.Text.Add(_rewritten, reader[i]);
        }
    }

    private void Reject(CsvReader reader, ReadOnlySpan<byte> content)
    {
        var room = Rejected.Reserve(LongestNumber);
        reader.LineNumber.TryFormat(room, out int written, default, CultureInfo.InvariantCulture);
        Rejected.Advance(written);
        Rejected.Add((byte)',');
        RejectedText.Add(Rejected, string.Join(" ", _report.Problems.Select(p => $"{p.Message} [{p.Code}]")));
        Rejected.Add((byte)',');
        RejectedText.Add(Rejected, WholeRecord(reader, content));
        Rejected.Add((byte)'\n');
        _report.Clear();
    }

    /// <summary>The record; the reader keeps only the head of one that is too long, but nothing of a rejected row may be lost.</summary>
    private ReadOnlySpan<byte> WholeRecord(CsvReader reader, ReadOnlySpan<byte> content)
    {
        if (reader.Problem?.Code != RowProblemCodes.TooLong)
        {
            return reader.RawRecord;
        }

        var rest = content[(int)reader.RecordOffset..];
        int end = rest[_csv.MaxRecordBytes..].IndexOf((byte)'\n');
        return end < 0 ? rest : rest[..(_csv.MaxRecordBytes + end)];
    }

    private void Format(ReadOnlySpan<byte> content)
    {
        var rewritten = _rewritten.Memory.Span;
        for (int row = 0; row < _records.Count; row++)
        {
            var (start, length, isRewritten) = _records[row];
            Scored.Add((isRewritten ? rewritten : content).Slice(start, length));
            _columns.AddAnswer(Scored, _predictions, row);
        }
    }
}
