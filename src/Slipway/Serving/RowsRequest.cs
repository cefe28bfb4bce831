namespace Slipway.Serving;

/// <summary>What is known of a request besides its rows.</summary>
/// <param name="StartTimestamp">When it began, by the clock's <see cref="TimeProvider.GetTimestamp"/>.</param>
/// <param name="TraceId">The W3C trace id, 32 hex digits, if there is one.</param>
public readonly record struct RowsRequest(long StartTimestamp, string? TraceId);
