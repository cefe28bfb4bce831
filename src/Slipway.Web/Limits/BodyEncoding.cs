using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Slipway.Web.Limits;

/// <summary>The encodings of bodies that are decompressed: <c>gzip</c> and <c>deflate</c> (the zlib format, RFC 9110, 8.4.1.2).</summary>
internal static class BodyEncoding
{
    public const string Accepted = "gzip, deflate";

    /// <summary>Opens what decompresses the body, and takes the encoding off the request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="unpacked">Reads the body; null when it is sent as it is.</param>
    /// <returns>Whether the encoding is one of those, once, or none.</returns>
    public static bool TryOpen(HttpRequest request, out Stream? unpacked)
    {
        unpacked = null;
        var encoding = request.Headers.ContentEncoding;
        if (encoding.Count == 0 || Is(encoding, "identity"))
        {
            return true;
        }

        if (Is(encoding, "gzip"))
        {
            unpacked = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
        }
        else if (Is(encoding, "deflate"))
        {
            unpacked = new ZLibStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
        }
        else
        {
            return false;
        }

        request.Headers.Remove(HeaderNames.ContentEncoding);
        request.ContentLength = null;
        return true;
    }

    private static bool Is(string? encoding, string name) => string.Equals(encoding, name, StringComparison.OrdinalIgnoreCase);
}
