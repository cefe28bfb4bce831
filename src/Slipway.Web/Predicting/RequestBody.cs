using System.Buffers;
using Microsoft.AspNetCore.Http;
using Slipway.Learning.Results;
using Slipway.Web.Limits;

namespace Slipway.Web.Predicting;

/// <summary>A whole request body in a pooled buffer. Dispose gives the buffer back.</summary>
internal readonly struct RequestBody : IDisposable
{
    // A client that announces much and sends little must not cost much, on each of the connections that a server takes.
    private const int MaxFirstBuffer = 8 * 1024;

    // The shared pool keeps what it is given back for long; of large buffers that is too much.
    private const int MaxPooled = 1024 * 1024;

    private readonly byte[]? _buffer;

    private RequestBody(byte[] buffer, int length) => (_buffer, Length) = (buffer, length);

    private RequestBody(Problem refusal) => Refusal = refusal;

    public int Length { get; }

    /// <summary>Why the body is not here; null when it is: <c>request.tooLarge</c>, <c>request.timeout</c>, <c>request.encodingInvalid</c>, <c>server.busy</c></summary>
    public Problem? Refusal { get; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    /// <summary>The same bytes; valid until disposal.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return TooLarge(maxBytes);
        }

        byte[] buffer = Rent((int)Math.Min(request.ContentLength + 1 ?? MaxFirstBuffer, MaxFirstBuffer));
        var room = buffer.AsMemory();
        int length = 0;
        try
        {
            int read;

            // A read that throws otherwise leaves its buffer to the garbage collector: somebody may still write into it.
            while ((read = await request.Body.ReadAsync(room, cancellationToken)) > 0)
            {
                length += read;
                if (length > maxBytes)
                {
                    Return(buffer);
                    return TooLarge(maxBytes);
                }

                // Of a body as large as it may be, one more byte shows whether that was all; it is not worth twice the buffer.
                bool isFull = length == buffer.Length;
                if (isFull && length < maxBytes)
                {
                    (buffer, isFull) = (Grow(buffer, (int)Math.Min(request.ContentLength + 1 ?? maxBytes, maxBytes)), false);
                }

                room = isFull ? new byte[1] : buffer.AsMemory(length);
            }
        }
        catch (RefusedBodyException e)
        {
            // The read had ended; without this, oversized bodies fill the memory faster than it is collected.
            Return(buffer);
            return new RequestBody(new Problem(e.Code, e.Message));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            // Slow clients are dropped many at a time; thrown through all that is above, others would wait for each.
            return new RequestBody(new Problem("request.timeout", "The body did not arrive in time. Send it again."));
        }

        return new RequestBody(buffer, length);
    }

    /// <summary>The bytes as a stream, valid until disposal.</summary>
    public MemoryStream OpenRead() => new(_buffer!, 0, Length, writable: false);

    public void Dispose()
    {
        if (_buffer is not null)
        {
            Return(_buffer);
        }
    }

    private static RequestBody TooLarge(int maxBytes) =>
        new(new Problem("request.tooLarge", $"The body is larger than {maxBytes} bytes. Send less at a time."));

    /// <summary>A buffer of twice the size, but not more than the body may need.</summary>
    private static byte[] Grow(byte[] buffer, int largest)
    {
        byte[] larger = Rent(Math.Min(buffer.Length * 2, Math.Max(largest, buffer.Length + 1)));
        buffer.CopyTo(larger, 0);
        Return(buffer);
        return larger;
    }

    private static byte[] Rent(int size) =>
        size <= MaxPooled ? ArrayPool<byte>.Shared.Rent(size) : LargeBuffers.Rent(size);

    private static void Return(byte[] buffer)
    {
        if (buffer.Length <= MaxPooled)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        else
        {
            LargeBuffers.Return(buffer);
        }
    }
}
