using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Slipway.Cli.CommandLine;
using Slipway.Storage;
using Slipway.Training;

namespace Slipway.Cli.Doctor;

/// <summary>What a check came to.</summary>
internal enum CheckOutcome
{
    Ok,
    Warns,
    Fails,
}

/// <summary>One check of a machine.</summary>
internal sealed record Check(string Name, CheckOutcome Outcome, string Finding);

/// <summary>Tries what the product relies on: runtime, store, disk, port, git.</summary>
internal static class Checkup
{
    private const long FreeBytesWanted = 1L << 30;

    public static async Task<IReadOnlyList<Check>> RunAsync(
        Workspace workspace, string storeFolder, int port, CancellationToken cancellationToken) =>
    [
        new("runtime", CheckOutcome.Ok, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}"),
        new("processors", CheckOutcome.Ok, Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
        await CheckStoreAsync(workspace, cancellationToken),
        await CheckQueueAsync(workspace, cancellationToken),
        await CheckAuditAsync(workspace, cancellationToken),
        CheckDisk(storeFolder),
        CheckPort(port),
        await CheckGitAsync(cancellationToken),
    ];

    // Writes, replaces, reads and deletes an object: what every other command will do.
    private static async Task<Check> CheckStoreAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        const string Name = "store";
        try
        {
            var store = workspace.Store;
            var path = new ObjectPath("registry", "doctor/probe");
            var first = await store.PutAsync(path, new byte[] { 1 }, PutCondition.Always, cancellationToken);
            var second = await store.PutAsync(path, new byte[] { 2 }, PutCondition.IfUnchanged(first!.Value), cancellationToken);
            var stale = await store.PutAsync(path, new byte[] { 3 }, PutCondition.IfUnchanged(first.Value), cancellationToken);
            var read = await store.GetAsync(path, cancellationToken);
            await store.DeleteAsync(path, null, cancellationToken);
            return second is not null && stale is null && read is { Content.Span: [2] }
                ? new Check(Name, CheckOutcome.Ok, $"{workspace.StoreName} can be written, and a lost race is noticed")
                : new Check(Name, CheckOutcome.Fails, $"{workspace.StoreName} does not keep conditional writes apart; use a local disk");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Check(
                Name, CheckOutcome.Fails, $"{workspace.StoreName} cannot be written: {e.Message} Name another with --store or --storage.");
        }
    }

    // Sends, takes and completes a message: what the workers of batch scoring will do.
    private static async Task<Check> CheckQueueAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        const string Name = "queue";
        const string Queue = "doctor";
        try
        {
            await workspace.Queue.SendAsync(Queue, new byte[] { 1 }, TimeSpan.Zero, cancellationToken);
            var item = await workspace.Queue.ReceiveAsync(Queue, WorkQueueRules.MinLease, cancellationToken);
            await (item?.CompleteAsync(cancellationToken) ?? Task.CompletedTask);
            return item is not null
                ? new Check(Name, CheckOutcome.Ok, "messages are sent and received")
                : new Check(Name, CheckOutcome.Warns, "a message was not received at once; another doctor may have taken it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Check(Name, CheckOutcome.Fails, e.Message);
        }
    }

    private static async Task<Check> CheckAuditAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        const string Name = "audit";
        try
        {
            var verified = await workspace.Audit.VerifyAsync(null, cancellationToken);
            return verified.TryGetValue(out var head)
                ? new Check(Name, CheckOutcome.Ok, $"{head.Sequence} records, unbroken")
                : new Check(Name, CheckOutcome.Fails, string.Join("; ", verified.Problems));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new Check(Name, CheckOutcome.Fails, e.Message);
        }
    }

    private static Check CheckDisk(string folder)
    {
        var existing = new DirectoryInfo(folder);
        while (!existing.Exists && existing.Parent is { } parent)
        {
            existing = parent;
        }

        long free = new DriveInfo(existing.FullName).AvailableFreeSpace;
        return free >= FreeBytesWanted
            ? new Check("disk", CheckOutcome.Ok, $"{free >> 30} GiB free")
            : new Check("disk", CheckOutcome.Warns, $"{free >> 20} MiB free; training and scoring large files wants more");
    }

    private static Check CheckPort(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return new Check("port", CheckOutcome.Ok, $"{port} is free");
        }
        catch (SocketException)
        {
            return new Check("port", CheckOutcome.Warns, $"{port} is taken; serve on another with --port");
        }
    }

    private static async Task<Check> CheckGitAsync(CancellationToken cancellationToken) =>
        await GitCommit.FindAsync(".", cancellationToken) is { } commit
            ? new Check("git", CheckOutcome.Ok, $"commit {commit}")
            : new Check("git", CheckOutcome.Warns, "no git, or no commit in this folder; runs will not record one");
}
