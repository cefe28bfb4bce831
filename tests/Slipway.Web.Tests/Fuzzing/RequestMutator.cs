using System.Globalization;
using System.Text;

namespace Slipway.Web.Tests.Fuzzing;

/// <summary>Changes requests at random, in their parts and on the wire; the same seed gives the same requests.</summary>
internal sealed class RequestMutator(IReadOnlyList<FuzzRequest> corpus, int seed)
{
    private const int MaxBodyBytes = 200_000;

    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", "\"", ",", ":", "null", "true", "NaN", "-0", "1e400", "-1e-400", "9223372036854775808", "0.1e", "\\u0000", "\\ud800",
        "\u00e9", "\ufeff", "\0", "\r\n", "\"\"", "\"alcohol\":", "\"version\":", "{\"a\":{\"a\":", "2024-13-45", "0001-01-01", "9999-12-31T23:59:59Z",
        "merlot", "\"x\":[],", "\"shape\":[-1]", "\"shape\":[4294967296,4294967296]", "\"datatype\":\"FP16\"", "\"data\":[[]]",
        "\"parameters\":{\"binary_data_size\":-1}", "'", ";", "%00", "=1+1",
    ];

    private static readonly string[] Segments =
    [
        "wine", "api", "models", "versions", "1", "0", "-1", "2147483648", "99999999999999999999", "champion", "challenger", "..", ".", "%2e%2e", "%00",
        "a%20b", "%ff", "%", "\u00fc", "~", "x.html", "x.json", "v2", "infer", "con", "aliases", "", "*",
    ];

    private static readonly (string Name, string Value)[] Headers =
    [
        ("Content-Type", "text/csv"), ("Content-Type", "application/json; charset=utf-16"), ("Content-Type", "multipart/form-data; boundary="),
        ("Content-Type", ";"), ("Content-Type", "application/x-www-form-urlencoded"), ("Content-Encoding", "gzip"), ("Content-Encoding", "br"),
        ("Accept", "text/csv"), ("Accept", "text/html"), ("Accept", ";q=x,,"), ("Authorization", "Bearer "), ("Authorization", "Basic Og=="),
        ("X-Api-Key", "slw_000000000000_0"), ("Cookie", "slipway-key=%00; a=\"; ="), ("traceparent", "00-0-0-0"), ("If-None-Match", "\"*\", W/"),
        ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), ("Expect", "100-continue"), ("Range", "bytes=5-1"),
        ("Inference-Header-Content-Length", "5"), ("Inference-Header-Content-Length", "-1"), ("Origin", "null"), ("X-Forwarded-For", "::1"),
        ("Transfer-Encoding", "chunked"), ("Content-Length", "3"), ("Connection", "upgrade"), ("Upgrade", "websocket"), ("Accept-Encoding", "\u0001"),
        ("X-MS-CLIENT-PRINCIPAL", "e30="), ("Host", "example.org"), ("X-Long", new string('a', 40_000)),
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next request, as it goes over the wire, and whether its framing may be broken.</summary>
    public (byte[] Wire, bool IsBroken) Next()
    {
        var request = corpus[_random.Next(corpus.Count)];
        bool isBroken = false;
        for (int i = _random.Next(1, 5); i > 0; i--)
        {
            (request, bool breaks) = Mutate(request);
            isBroken |= breaks;
        }

        byte[] wire = request.Render();
        if (_random.Next(12) == 0)
        {
            isBroken = true;
            wire = MutateBytes(wire);
        }

        return (wire, isBroken);
    }

    private (FuzzRequest Request, bool IsBroken) Mutate(FuzzRequest request)
    {
        switch (_random.Next(10))
        {
            case 0:
                return (request with { Path = MutatePath(request.Path) }, false);
            case 1:
                var header = Pick(Headers);
                bool breaks = header.Name is "Transfer-Encoding" or "Content-Length" or "Expect" or "Connection" or "X-Long" or "Host" or "Accept-Encoding";
                return (request with { Headers = [.. request.Headers, header] }, breaks);
            case 2 when request.Headers.Count > 0:
                return (request with { Headers = [.. request.Headers.Skip(1)] }, false);
            case 3 when _random.Next(4) == 0:
                return (request with { Method = Pick(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "BREW"]) }, true);
            case 4:
                return (request with { Body = Encoding.UTF8.GetBytes(Nest()) }, false);
            default:
                return (request with { Body = MutateBytes(request.Body) }, false);
        }
    }

    private string Nest()
    {
        int depth = _random.Next(1, 2000);
        return Pick(
        [
            new string('[', depth), new string('[', depth) + new string(']', depth), string.Concat(Enumerable.Repeat("{\"a\":", depth)),
            "[" + string.Join(',', Enumerable.Repeat("{}", depth)) + "]", "{\"" + new string('x', depth * 10) + "\":1}",
            string.Concat(Enumerable.Repeat("a,", depth)) + "\n" + new string(',', depth), "\"" + new string('\n', depth),
        ]);
    }

    private string MutatePath(string path)
    {
        if (_random.Next(3) == 0)
        {
            string name = Pick(["version", "alias", "explain", "onError", "format", "a"]);
            return $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(Pick(Tokens))}";
        }

        string[] segments = path.Split('/');
        int index = _random.Next(segments.Length);
        segments[index] = Pick(Segments);
        string changed = string.Join('/', segments);
        return changed.StartsWith('/') ? changed : "/" + changed;
    }

    private byte[] MutateBytes(byte[] bytes)
    {
        var changed = new List<byte>(bytes);
        int at = _random.Next(changed.Count + 1);
        int count = _random.Next(1, 9);
        switch (_random.Next(7))
        {
            case 0 when at < changed.Count:
                changed[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                changed.RemoveRange(at, Math.Min(count, changed.Count - at));
                break;
            case 2:
                changed.RemoveRange(at, changed.Count - at);
                break;
            case 3 when changed.Count is > 0 and < MaxBodyBytes:
                changed.InsertRange(at, changed.GetRange(0, _random.Next(changed.Count)));
                break;
            case 4:
                changed.InsertRange(at, Encoding.UTF8.GetBytes(_random.Next(-10, 100_000).ToString(CultureInfo.InvariantCulture)));
                break;
            default:
                changed.InsertRange(at, Encoding.UTF8.GetBytes(Pick(Tokens)));
                break;
        }

        return [.. changed];
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
