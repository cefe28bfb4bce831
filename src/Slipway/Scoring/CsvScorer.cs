using Slipway.Learning.Profiles;
using Slipway.Learning.Results;
using Slipway.Learning.Tables;
using Slipway.Serving;

namespace Slipway.Scoring;

/// <summary>
/// Streams a CSV through a model: every row comes out scored or rejected, exactly once, in the order of the input. Memory does not grow with
/// the file, and the bytes that come out are the same for any number of threads. May score several files, one after the other.
/// </summary>
public sealed class CsvScorer
{
    private readonly ServedModel _model;
    private readonly ScoringOptions _options;

    /// <summary>Makes a scorer of a model.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public CsvScorer(ServedModel model, ScoringOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_model, _options) = (model, options);
    }

    /// <summary>The header of rejected rows, with its line end.</summary>
    public static ReadOnlyMemory<byte> RejectedHeader { get; } = "line_number,reason,original_line\n"u8.ToArray();

    /// <summary>Scores a whole file.</summary>
    /// <param name="source">UTF-8 text, plain or gzip; need not seek; stays the caller's.</param>
    /// <param name="sink">Gets the rows. What it got means nothing when scoring fails.</param>
    /// <param name="progress">Told after every block, if given.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>
    /// The counts; or why the file cannot be scored: problems <c>csv.*</c>, <c>input.columnMissing</c>, <c>scoring.idColumnMissing</c>,
    /// <c>scoring.noRows</c>.
    /// </returns>
    public async Task<Result<ScoreOutcome>> ScoreAsync(
        Stream source, IScoreSink sink, IProgress<ScoreProgress>? progress, CancellationToken cancellationToken)
    {
        var opened = await CsvBlockReader.OpenAsync(source, CsvOptions, cancellationToken).ConfigureAwait(false);
        if (!opened.TryGetValue(out var reader))
        {
            return Result<ScoreOutcome>.Failure(opened.Problems);
        }

        using (reader)
        {
            var outcome = await RunAsync(reader, sink, writesHeader: true, progress, cancellationToken).ConfigureAwait(false);
            return outcome.TryGetValue(out var done) && done.Counts.Rows == 0
                ? new Problem("scoring.noRows", "The file has a header and no rows. Send at least one row.")
                : outcome;
        }
    }

    /// <summary>Scores a range of a plain (not compressed) file.</summary>
    /// <param name="source">The file from the range's first row to its last, and no further.</param>
    /// <param name="header">The file's header, with the place of the range's first row.</param>
    /// <param name="isFirst">Whether the range is the file's first, so that the header goes before its rows.</param>
    /// <param name="sink">Gets the rows. What it got means nothing when scoring fails.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>As <see cref="ScoreAsync"/>; a range may have no rows.</returns>
    public async Task<Result<ScoreOutcome>> ScoreRangeAsync(
        Stream source, CsvHeaderRecord header, bool isFirst, IScoreSink sink, CancellationToken cancellationToken)
    {
        using var reader = CsvBlockReader.Continue(source, CsvOptions, header);
        return await RunAsync(reader, sink, isFirst, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the header of a file lacks for this model; empty when it can be scored.</summary>
    public IReadOnlyList<Problem> Check(CsvHeaderRecord header)
    {
        var report = new InputReport();
        _model.CsvReader.MapColumns(header.Names, report);
        var columns = ScoredColumns.Create(_model.Manifest, header, _options);
        return [.. report.Problems.Select(p => new Problem(p.Code, p.Message)), .. columns.Problems];
    }

    internal IReadOnlyList<string> FindIgnored(CsvHeaderRecord header)
    {
        var report = new InputReport();
        _model.CsvReader.MapColumns(header.Names, report);
        return [.. report.IgnoredColumns];
    }

    internal CsvOptions CsvOptions => new() { MaxRecordBytes = _options.MaxRecordBytes };

    private async Task<Result<ScoreOutcome>> RunAsync(
        CsvBlockReader reader, IScoreSink sink, bool writesHeader, IProgress<ScoreProgress>? progress, CancellationToken cancellationToken)
    {
        var report = new InputReport();
        int[] features = _model.CsvReader.MapColumns(reader.Header.Names, report);
        var created = ScoredColumns.Create(_model.Manifest, reader.Header, _options);
        if (!report.IsValid || !created.TryGetValue(out var columns))
        {
            return Result<ScoreOutcome>.Failure(Check(reader.Header));
        }

        if (writesHeader)
        {
            await sink.WriteScoredAsync(columns.Header, cancellationToken).ConfigureAwait(false);
        }

        var csv = CsvOptions with { Header = reader.Header.Names, Separator = reader.Header.Separator };
        var run = new ScoreRun(reader, sink, progress, _options.ProfileStride > 0 ? new DatasetProfileBuilder() : null);
        await run.RunAsync(
            _options.Threads,
            () => new BlockScorer(_model, columns, csv, features, _options),
            cancellationToken).ConfigureAwait(false);
        return reader.Failure is { } failure
            ? failure
            : new ScoreOutcome(run.Counts, run.BuildProfile(), [.. report.IgnoredColumns]) { Estimation = run.Estimation };
    }
}
