using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Slipway.Web.Tests.Fuzzing;

/// <summary>Sends bytes as they are and reads what comes back: the status, or 0 when the server closed without one.</summary>
internal sealed class WireClient(IPEndPoint server) : IDisposable
{
    private const int MaxAnswerBytes = 16 * 1024 * 1024;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _socket;

    public async Task<int> SendAsync(byte[] wire, bool isBroken, CancellationToken cancellationToken)
    {
        bool isHead = wire.AsSpan().StartsWith("HEAD"u8);
        if (isBroken || isHead)
        {
            Close();
        }

        if (_socket is null)
        {
            _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await _socket.ConnectAsync(server, cancellationToken);
        }

        try
        {
            for (int sent = 0; sent < wire.Length;)
            {
                sent += await _socket.SendAsync(wire.AsMemory(sent), cancellationToken);
            }

            if (isBroken)
            {
                // Whatever the framing promises, nothing more comes.
                _socket.Shutdown(SocketShutdown.Send);
            }

            return await ReadAsync(isBroken || isHead, cancellationToken);
        }
        catch (SocketException)
        {
            // The server may close before all is sent: it had read enough to refuse.
            Close();
            return 0;
        }
    }

    public void Dispose() => Close();

    private async Task<int> ReadAsync(bool isLast, CancellationToken cancellationToken)
    {
        var answer = new MemoryStream();
        while (true)
        {
            int read = await _socket!.ReceiveAsync(_buffer, cancellationToken);
            if (read == 0)
            {
                Close();
                return StatusOf(answer.GetBuffer().AsSpan(0, (int)answer.Length));
            }

            answer.Write(_buffer, 0, read);
            var bytes = answer.GetBuffer().AsMemory(0, (int)answer.Length);
            if (answer.Length > MaxAnswerBytes)
            {
                throw new InvalidDataException("The answer is larger than any that is expected.");
            }

            int head = bytes.Span.IndexOf("\r\n\r\n"u8);
            if (isLast ? head >= 0 && StatusOf(bytes.Span) >= 200 : head >= 0 && IsWhole(bytes.Span, head))
            {
                if (isLast || Encoding.Latin1.GetString(bytes.Span[..head]).Contains("Connection: close", StringComparison.OrdinalIgnoreCase))
                {
                    Close();
                }

                return StatusOf(bytes.Span);
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer, int head)
    {
        string headers = Encoding.Latin1.GetString(answer[..head]);
        int length = headers.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        if (length < 0)
        {
            return !headers.Contains("chunked", StringComparison.OrdinalIgnoreCase) || answer.EndsWith("0\r\n\r\n"u8);
        }

        int end = headers.IndexOf('\r', length);
        string text = end < 0 ? headers[(length + 16)..] : headers[(length + 16)..end];
        return answer.Length - head - 4 >= long.Parse(text, CultureInfo.InvariantCulture);
    }

    private static int StatusOf(ReadOnlySpan<byte> answer) =>
        answer.Length >= 12 && int.TryParse(answer[9..12], CultureInfo.InvariantCulture, out int status) ? status : 0;

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
