using Microsoft.AspNetCore.Http;

namespace Slipway.Web.Predicting;

/// <summary>Reads content types from headers.</summary>
internal static class ContentKinds
{
    public const string Accepted = "application/json or text/csv";

    /// <summary>The kind of a request's body, by its content type. UTF-8 is the only charset.</summary>
    public static ContentKind OfBody(HttpRequest request)
    {
        var type = request.ContentType.AsSpan();
        int semicolon = type.IndexOf(';');
        if (semicolon >= 0 && !HasUtf8(type[(semicolon + 1)..]))
        {
            return ContentKind.Unknown;
        }

        var media = (semicolon < 0 ? type : type[..semicolon]).Trim();
        return media.Equals("application/json", StringComparison.OrdinalIgnoreCase) ? ContentKind.Json
            : media.Equals("text/csv", StringComparison.OrdinalIgnoreCase) ? ContentKind.Csv
            : ContentKind.Unknown;
    }

    /// <summary>The kind of answer that a caller wants: JSON unless it asks for CSV by name.</summary>
    public static ContentKind OfAnswer(HttpRequest request)
    {
        foreach (string? accept in request.Headers.Accept)
        {
            if (accept is not null && accept.Contains("text/csv", StringComparison.OrdinalIgnoreCase))
            {
                return ContentKind.Csv;
            }
        }

        return ContentKind.Json;
    }

    private static bool HasUtf8(ReadOnlySpan<char> parameters)
    {
        const string Key = "charset=";
        int start = parameters.IndexOf(Key, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return true;
        }

        var charset = parameters[(start + Key.Length)..];
        int end = charset.IndexOf(';');
        charset = (end < 0 ? charset : charset[..end]).Trim().Trim('"');
        return charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase);
    }
}
