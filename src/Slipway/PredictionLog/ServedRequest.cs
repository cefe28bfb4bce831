namespace Slipway.PredictionLog;

/// <summary>What is logged of a request besides its rows.</summary>
/// <param name="FirstId">The id of the first row; those of the others follow from it.</param>
/// <param name="Time">When it was answered.</param>
/// <param name="Latency">How long reading and predicting took.</param>
/// <param name="Variant">The alias that chose the version; <see langword="null"/> when the caller named a number.</param>
/// <param name="TraceId">The W3C trace id, 32 hex digits, if there is one.</param>
public readonly record struct ServedRequest(Guid FirstId, DateTimeOffset Time, TimeSpan Latency, string? Variant, string? TraceId);
