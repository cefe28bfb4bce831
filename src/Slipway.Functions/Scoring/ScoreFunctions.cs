using System.Text;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Slipway.Functions.Hosting;
using Slipway.Scoring;
using Slipway.Storage;

namespace Slipway.Functions.Scoring;

/// <summary>The functions that score files of the inbox.</summary>
internal sealed class ScoreFunctions(ScoreFile scoreFile, IWorkQueue queue)
{
    /// <summary>
    /// Scores a file, or puts its ranges in line. One that another instance is at, or whose next attempt is due later, is left to
    /// <see cref="Monitoring.MonitorFunctions.Monitor"/>.
    /// </summary>
    [Function(nameof(ScoreInbox))]
    public Task ScoreInbox(
        [BlobTrigger(
            "%" + FunctionSettings.InboxSetting + "%/{model}/{name}",
            Source = BlobTriggerSource.EventGrid,
            Connection = FunctionSettings.Connection)]
        BlobClient file,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return scoreFile.HandleAsync(new ScoreFileCommand(new ObjectPath(ScoreFile.Container, file.Name)), cancellationToken);
    }

    /// <summary>Scores one range of a large file; whoever scores the last one finishes the file.</summary>
    [Function(nameof(ScoreChunk))]
    public async Task ScoreChunk(
        [QueueTrigger("%" + FunctionSettings.ChunkQueueSetting + "%", Connection = FunctionSettings.Connection)] string message,
        CancellationToken cancellationToken)
    {
        byte[] range = Encoding.UTF8.GetBytes(message);
        var again = await scoreFile.ScoreRangeAsync(range, cancellationToken);
        if (again is { } delay)
        {
            // A trigger cannot give its message back for later: another one takes its place.
            await queue.SendAsync(ScoreMessages.Queue, range, delay, cancellationToken);
        }
    }
}
