using System.Security.Cryptography;
using System.Text;

namespace Slipway.Projects;

/// <summary>The name of the content of a spec.</summary>
public static class SpecHash
{
    /// <summary>
    /// The SHA-256, lower-case hex, of the text as UTF-8 with LF line ends and no byte order mark, so that a checkout on Windows and one
    /// on Linux agree.
    /// </summary>
    public static string Compute(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string canonical = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }
}
