using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.Functions.Tests.Heads;

/// <summary>An answer without what differs between any two servers: ids, times, and tags made of them.</summary>
internal static partial class RecordedAnswer
{
    // The connection belongs to the server, and the host's proxy sets its own.
    private static readonly string[] OfTheConnection = ["Date", "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length"];

    /// <summary>Reads an answer into text that two heads must agree on.</summary>
    public static async Task<string> ReadAsync(HttpResponseMessage response, string path)
    {
        var text = new StringBuilder().Append((int)response.StatusCode).Append('\n');
        foreach (var header in response.Headers.Concat(response.Content.Headers)
            .Where(h => !OfTheConnection.Contains(h.Key, StringComparer.OrdinalIgnoreCase))
            .OrderBy(h => h.Key, StringComparer.OrdinalIgnoreCase))
        {
            text.Append(header.Key).Append(": ").AppendJoin(", ", header.Value).Append('\n');
        }

        // Latin1, so that no byte of a binary answer is lost.
        string body = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync());
        text.Append('\n').Append(path == "/metrics" ? string.Join('\n', Described().Matches(body).Select(m => m.Value)) : body);
        return Number().Replace(Hash().Replace(Time().Replace(Id().Replace(text.ToString(), "<id>"), "<time>"), "<hash>"), "$1<number>");
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( UTC|Z|\+00:00)?")]
    private static partial Regex Time();

    // Tags of stored objects, and what else is made of their bytes.
    [GeneratedRegex("(?<=(ETag: |\"etag\":\\s?)[^\n]*)\"[^\"\n]+\"|[0-9a-f]{32,64}")]
    private static partial Regex Hash();

    [GeneratedRegex("(\"ms_[a-z_]+\":)\\d+")]
    private static partial Regex Number();

    // What the runtime and the web server measure differs by what else runs in the process.
    [GeneratedRegex("^# TYPE (?!dotnet_|kestrel_)[^\n]+", RegexOptions.Multiline)]
    private static partial Regex Described();
}
