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

    public static async Task<IReadOnlyList<Check>> RunAsync(string storeFolder, int port, CancellationToken cancellationToken) =>
    [
        new("runtime", CheckOutcome.Ok, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}"),
        new("processors", CheckOutcome.Ok, Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
        await CheckStoreAsync(storeFolder, cancellationToken),
        await CheckAuditAsync(storeFolder, cancellationToken),
        CheckDisk(storeFolder),
        CheckPort(port),
        await CheckGitAsync(cancellationToken),
    ];

    // Writes, replaces, reads and deletes an object: what every other command will do.
    private static async Task<Check> CheckStoreAsync(string folder, CancellationToken cancellationToken)
    {
        const string Name = "store";
        try
        {
            var store = new Workspace(folder).Store;
            var path = new ObjectPath("registry", "doctor/probe");
            var first = await store.PutAsync(path, new byte[] { 1 }, PutCondition.Always, cancellationToken);
            var second = await store.PutAsync(path, new byte[] { 2 }, PutCondition.IfUnchanged(first!.Value), cancellationToken);
            var stale = await store.PutAsync(path, new byte[] { 3 }, PutCondition.IfUnchanged(first.Value), cancellationToken);
            var read = await store.GetAsync(path, cancellationToken);
            await store.DeleteAsync(path, null, cancellationToken);
            return second is not null && stale is null && read is { Content.Span: [2] }
                ? new Check(Name, CheckOutcome.Ok, $"{folder} can be written, and a lost race is noticed")
                : new Check(Name, CheckOutcome.Fails, $"{folder} does not keep conditional writes apart; use a local disk");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Check(Name, CheckOutcome.Fails, $"{folder} cannot be written: {e.Message} Name another with --store.");
        }
    }

    private static async Task<Check> CheckAuditAsync(string folder, CancellationToken cancellationToken)
    {
        const string Name = "audit";
        try
        {
            var verified = await new Workspace(folder).Audit.VerifyAsync(null, cancellationToken);
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
        long free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
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
