using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Slipway.Web.Tests.Hostility;

/// <summary>Clients that try to hurt a server on this machine. Each method ends when the server has got rid of them, or is told to.</summary>
internal sealed class HostileClients(IPEndPoint server, string path)
{
    private const int Gigabyte = 1 << 30;
    private static readonly Lazy<byte[]> Bomb = new(Pack);

    private long _dripped;

    /// <summary>How long those that send byte by byte wait between two.</summary>
    public TimeSpan DripInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The bytes that were sent one by one.</summary>
    public long Dripped => Interlocked.Read(ref _dripped);

    /// <summary>Makes the bomb, which takes a while, before it is needed.</summary>
    public static void PackBomb() => _ = Bomb.Value;

    /// <summary>Sends headers byte by byte and never ends them.</summary>
    /// <returns>How many connections the server closed.</returns>
    public Task<int> DripHeadersAsync(int clients, CancellationToken cancellationToken) =>
        ManyAsync(clients, $"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", cancellationToken);

    /// <summary>Announces a body and sends it byte by byte.</summary>
    /// <returns>How many connections the server closed.</returns>
    public Task<int> DripBodyAsync(int clients, CancellationToken cancellationToken) => ManyAsync(
        clients, $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n[", cancellationToken);

    /// <summary>Opens connections and does nothing with them, until disposal.</summary>
    public async Task<IDisposable> IdleAsync(int clients, CancellationToken cancellationToken)
    {
        var sockets = new List<Socket>(clients);
        for (int i = 0; i < clients; i++)
        {
            sockets.Add(await ConnectAsync(cancellationToken));
        }

        return new Sockets(sockets);
    }

    /// <summary>Sends a body of a gigabyte, or as much as the server takes.</summary>
    /// <returns>The status, 0 when the connection was closed without one; and the bytes that were sent.</returns>
    public async Task<(int Status, long Sent)> GigabyteAsync(bool isChunked, CancellationToken cancellationToken)
    {
        using var socket = await ConnectAsync(cancellationToken);
        string framing = isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {Gigabyte}";
        await SendAllAsync(
            socket, Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{framing}\r\n\r\n"), cancellationToken);
        byte[] data = new byte[64 * 1024];
        Array.Fill(data, (byte)' ');
        byte[] chunk = isChunked ? [.. "10000\r\n"u8, .. data, .. "\r\n"u8] : data;
        var answer = ReadStatusAsync(socket, cancellationToken);
        long sent = 0;
        try
        {
            while (sent < Gigabyte && !answer.IsCompleted)
            {
                await SendAllAsync(socket, chunk, cancellationToken);
                sent += data.Length;
            }
        }
        catch (SocketException)
        {
            // It closed; what it answered before is read below.
        }

        return (await answer, sent);
    }

    /// <summary>Sends a gigabyte of spaces as gzip, which is a megabyte.</summary>
    /// <returns>The status, 0 when the connection was closed without one.</returns>
    public async Task<int> BombAsync(CancellationToken cancellationToken)
    {
        byte[] bomb = Bomb.Value;
        using var socket = await ConnectAsync(cancellationToken);
        var answer = ReadStatusAsync(socket, cancellationToken);
        try
        {
            string head = $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {bomb.Length}\r\n\r\n";
            await SendAllAsync(socket, Encoding.ASCII.GetBytes(head), cancellationToken);
            await SendAllAsync(socket, bomb, cancellationToken);
        }
        catch (SocketException)
        {
            // As above.
        }

        return await answer;
    }

    private static byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            byte[] spaces = new byte[1 << 20];
            Array.Fill(spaces, (byte)' ');
            for (int i = 0; i < Gigabyte / spaces.Length; i++)
            {
                gzip.Write(spaces);
            }
        }

        return packed.ToArray();
    }

    private async Task<int> ManyAsync(int clients, string start, CancellationToken cancellationToken)
    {
        int closed = 0;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            using var socket = await ConnectAsync(cancellationToken);
            await DripAsync(socket, start, cancellationToken);
            Interlocked.Increment(ref closed);
        }));
        return closed;
    }

    private async Task DripAsync(Socket socket, string start, CancellationToken cancellationToken)
    {
        byte[] one = [(byte)'1'];
        var answer = ReadStatusAsync(socket, cancellationToken);
        try
        {
            await SendAllAsync(socket, Encoding.ASCII.GetBytes(start), cancellationToken);
            while (!answer.IsCompleted)
            {
                await SendAllAsync(socket, one, cancellationToken);
                Interlocked.Increment(ref _dripped);
                await Task.WhenAny(answer, Task.Delay(DripInterval, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (SocketException)
        {
            // It closed.
        }

        await answer;
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellationToken);
        return socket;
    }

    private static async Task<int> ReadStatusAsync(Socket socket, CancellationToken cancellationToken)
    {
        byte[] head = new byte[4096];
        int length = 0;
        try
        {
            while (length < 12)
            {
                int read = await socket.ReceiveAsync(head.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    return 0;
                }

                length += read;
            }
        }
        catch (SocketException)
        {
            return 0;
        }

        return int.Parse(head.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        for (int sent = 0; sent < bytes.Length;)
        {
            sent += await socket.SendAsync(bytes[sent..], cancellationToken);
        }
    }

    private sealed class Sockets(List<Socket> sockets) : IDisposable
    {
        public void Dispose() => sockets.ForEach(socket => socket.Dispose());
    }
}
