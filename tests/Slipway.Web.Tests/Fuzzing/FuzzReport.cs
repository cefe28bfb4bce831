namespace Slipway.Web.Tests.Fuzzing;

/// <summary>What a fuzz run saw.</summary>
/// <param name="Statuses">How often each status was answered; 0 where the server closed without an answer.</param>
/// <param name="Failures">The requests that were answered with a defect or not in time, as they went over the wire.</param>
/// <param name="BytesBefore">The memory in use after a tenth of the run.</param>
/// <param name="BytesAfter">The memory in use at its end.</param>
internal sealed record FuzzReport(
    IReadOnlyDictionary<int, int> Statuses, IReadOnlyList<string> Failures, long BytesBefore, long BytesAfter);
