using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Functions.Tests.Heads;

/// <summary>A request of the recorded list.</summary>
public sealed record RecordedRequest
{
    [JsonPropertyName("method")]
    public required string Method { get; init; }

    [JsonPropertyName("path")]
    public required string Path { get; init; }

    [JsonPropertyName("headers")]
    public Dictionary<string, string> Headers { get; init; } = [];

    [JsonPropertyName("body")]
    public string? Body { get; init; }

    [JsonPropertyName("bodyBase64")]
    public string? BodyBase64 { get; init; }

    /// <summary>All of them, in the order in which they are sent.</summary>
    public static IReadOnlyList<RecordedRequest> ReadAll()
    {
        using var file = File.OpenRead(System.IO.Path.Combine(AppContext.BaseDirectory, "Heads", "TestData", "requests.json"));
        return JsonSerializer.Deserialize<List<RecordedRequest>>(file)!;
    }

    /// <summary>The request, for a server.</summary>
    public HttpRequestMessage ToMessage(Uri server)
    {
        // As it stands: no escaping, no tidying of the path.
        var message = new HttpRequestMessage(new HttpMethod(Method), new Uri(
            server.GetLeftPart(UriPartial.Authority) + Path.Replace(" ", "%20", StringComparison.Ordinal),
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        byte[]? body = BodyBase64 is not null ? Convert.FromBase64String(BodyBase64) : Body is null ? null : Encoding.UTF8.GetBytes(Body);
        message.Content = body is null ? null : new ByteArrayContent(body);
        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content ??= new ByteArrayContent([]);
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("recorded", "1"));
        return message;
    }

    public override string ToString() => $"{Method} {Path} {Body?[..Math.Min(Body.Length, 60)]}";
}
