using System.Text;
using Slipway.Learning.Drift;
using Slipway.Learning.Results;
using Slipway.Projects;
using Slipway.Registry;

namespace Slipway.Monitoring.Reports;

/// <summary>
/// Compares current data with the reference profile of a model version, as the version's spec says. Stores nothing. Thread-safe.
/// </summary>
public sealed class MakeDriftReport(ModelRegistry registry, TimeProvider clock)
{
    /// <summary>Makes a report.</summary>
    /// <returns>
    /// The report, or the problems of reading the version (<c>registry.*</c>), or <c>profile.missing</c>, <c>profile.malformed</c>,
    /// <c>profile.versionUnknown</c>.
    /// </returns>
    public async Task<Result<DriftReport>> HandleAsync(DriftReportCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        var read = await ReadReferenceAsync(registry, command.Model, command.Version, cancellationToken).ConfigureAwait(false);
        if (!read.TryGetValue(out var reference))
        {
            return Result<DriftReport>.Failure(read.Problems);
        }

        var spec = await ReadSpecAsync(command.Model, command.Version, cancellationToken).ConfigureAwait(false);
        var options = DriftSettings.ToOptions(spec);
        var features = DriftDetector.Compare(reference.Features, command.Current.Features, options);
        bool isJudged = features.CurrentRowCount >= spec.MinRows;
        return new DriftReport
        {
            Model = command.Model,
            Version = command.Version,
            Name = command.Name,
            Source = command.Source,
            From = command.From,
            To = command.To,
            CreatedAt = clock.GetUtcNow(),
            Verdict = !isJudged ? DriftVerdict.TooFewRows : features.HasDrifted ? DriftVerdict.Drift : DriftVerdict.NoDrift,
            MinRows = spec.MinRows,
            RowCount = features.CurrentRowCount,
            SampledOneRowIn = command.SampledOneRowIn,
            AllRowCount = command.AllRowCount,
            RejectedRowCount = command.RejectedRowCount,
            Features = features,
            Predictions = command.Current.Predictions is { } predictions
                ? DriftDetector.Compare(reference.Predictions, predictions, options)
                : null,
            EstimatedPerformance = command.Current.EstimatedPerformance,
            RealisedPerformance = command.RealisedPerformance,
            Slices = command.Slices,
            Assumptions = ReportAssumptions.Describe(command, reference, spec),
        };
    }

    /// <summary>Reads the reference profile of a version.</summary>
    /// <returns>The profile, or the problems of <see cref="HandleAsync"/>.</returns>
    public static async Task<Result<ReferenceProfile>> ReadReferenceAsync(
        ModelRegistry registry, ModelName model, int version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var bytes = await registry.ReadFileAsync(model, version, VersionFile.ReferenceProfile, cancellationToken).ConfigureAwait(false);
        return bytes.TryGetValue(out var content)
            ? ReferenceProfile.Deserialize(content.Span)
            : Result<ReferenceProfile>.Failure(bytes.Problems);
    }

    // A spec that this build cannot read must not keep drift from being seen: then the defaults apply.
    private async Task<DriftSpec> ReadSpecAsync(ModelName model, int version, CancellationToken cancellationToken)
    {
        var text = await registry.ReadFileAsync(model, version, VersionFile.Spec, cancellationToken).ConfigureAwait(false);
        return text.TryGetValue(out var bytes) && SpecReader.Read(Encoding.UTF8.GetString(bytes.Span), "model.yaml")
            .TryGetValue(out var spec)
            ? spec.Monitor.Drift
            : new DriftSpec();
    }
}
