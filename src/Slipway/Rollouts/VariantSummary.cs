namespace Slipway.Rollouts;

/// <summary>What was seen of a variant.</summary>
/// <param name="Variant">The variant; <c>shadow-</c> and the version for a shadow.</param>
/// <param name="Version">Its version.</param>
/// <param name="Requests">The requests that it was asked.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="Exceptions">The requests that it threw on.</param>
/// <param name="NotFinite">The requests that it had no finite answer to.</param>
/// <param name="Dropped">The requests that a shadow was not asked, because too many waited.</param>
/// <param name="StepRequests">The requests of the present step.</param>
/// <param name="P50Ms">The median time to predict a request, in milliseconds; of the busiest process where there are several.</param>
/// <param name="P95Ms">Its 95th percentile.</param>
/// <param name="P99Ms">Its 99th percentile.</param>
public sealed record VariantSummary(
    string Variant,
    int Version,
    long Requests,
    long Rows,
    long Exceptions,
    long NotFinite,
    long Dropped,
    long StepRequests,
    double? P50Ms,
    double? P95Ms,
    double? P99Ms);
