using System.Text.Json;
using Slipway.Scoring;
using Slipway.Storage;

namespace Slipway.Monitoring.Reports;

/// <summary>
/// The drift reports of scored files by way of a queue, for hosts that have a trigger for it: whoever scores a file puts it in line, and
/// whoever receives the message writes the report. Doing either again changes nothing. Thread-safe.
/// </summary>
public sealed class DriftReportQueue(IWorkQueue queue, IObjectStore store, ReportScoredFile reports)
{
    /// <summary>The name of the queue.</summary>
    public const string Name = "drift-reports";

    private const string Extension = ".csv";

    /// <summary>Puts a file that was scored in line.</summary>
    /// <exception cref="IOException">The queue is away.</exception>
    public Task OfferAsync(ScoredFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        byte[] message = JsonSerializer.SerializeToUtf8Bytes(new DriftReportMessage(file.ScoredCsv), StoreJson.TypeOf<DriftReportMessage>());
        return queue.SendAsync(Name, message, TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Writes the report that a message asks for. One that names no scored file does nothing: anybody may write to it.</summary>
    /// <exception cref="IOException">The store is away; the message must be delivered again.</exception>
    /// <exception cref="InvalidDataException">The stored profile is damaged.</exception>
    public async Task HandleAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (Parse(message) is { } path && await store.GetJsonAsync<ScoredFile>(path, cancellationToken).ConfigureAwait(false) is { } scored)
        {
            await reports.HandleAsync(scored.Value, cancellationToken).ConfigureAwait(false);
        }
    }

    private static ObjectPath? Parse(ReadOnlyMemory<byte> message)
    {
        const string Prefix = ScorePaths.Scored + "/";
        try
        {
            if (JsonSerializer.Deserialize(message.Span, StoreJson.TypeOf<DriftReportMessage>()) is not { Scored: { } scored }
                || !scored.StartsWith(Prefix, StringComparison.Ordinal) || !scored.EndsWith(Extension, StringComparison.Ordinal)
                || scored.Length <= Prefix.Length + Extension.Length)
            {
                return null;
            }

            string key = scored[Prefix.Length..^Extension.Length] + ".json";
            return ObjectPath.FindFault(ScorePaths.Scored, key) is null ? new ObjectPath(ScorePaths.Scored, key) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
