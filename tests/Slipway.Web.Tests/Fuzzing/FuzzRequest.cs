using System.Globalization;
using System.Text;

namespace Slipway.Web.Tests.Fuzzing;

/// <summary>A request in parts that can be mutated.</summary>
internal sealed record FuzzRequest(string Method, string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    /// <summary>The request as it goes over the wire.</summary>
    public byte[] Render()
    {
        var head = new StringBuilder().Append(Method).Append(' ').Append(Path).Append(" HTTP/1.1\r\nHost: localhost\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (Body.Length > 0 || Method is "POST" or "PUT")
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body];
    }
}
