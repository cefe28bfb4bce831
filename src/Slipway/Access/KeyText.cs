using System.Security.Cryptography;
using System.Text;

namespace Slipway.Access;

/// <summary>
/// The text of keys: <c>slw_</c>, the id (12 hex digits), <c>_</c>, the secret (64 hex digits: 256 random bits). The id finds the key in
/// constant time without saying anything of the secret.
/// </summary>
/// <remarks>
/// What is stored is one SHA-256 of the whole text. Slow, salted hashes protect secrets that people choose, which can be guessed from a
/// stolen file; of 256 random bits there is nothing to guess and no two are alike, and a slow hash would cost each request milliseconds.
/// </remarks>
internal static class KeyText
{
    public const int IdBytes = 6;
    public const int SecretBytes = 32;
    public const int HashBytes = SHA256.HashSizeInBytes;
    private const string Prefix = "slw_";
    private const int IdLength = IdBytes * 2;
    private const int Length = 4 + IdLength + 1 + (SecretBytes * 2);

    public static string Create(string id, ReadOnlySpan<byte> secret) => $"{Prefix}{id}_{Convert.ToHexStringLower(secret)}";

    /// <summary>The id in a text that has the form of a key.</summary>
    public static bool TryGetId(ReadOnlySpan<char> text, out ReadOnlySpan<char> id)
    {
        bool isKey = text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text[Prefix.Length + IdLength] == '_'
            && Ascii.IsValid(text);
        id = isKey ? text.Slice(Prefix.Length, IdLength) : default;
        return isKey;
    }

    /// <summary>Hashes a text that has the form of a key, into <see cref="HashBytes"/> bytes.</summary>
    public static void Hash(ReadOnlySpan<char> text, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[Length];
        int written = Encoding.ASCII.GetBytes(text, bytes);
        SHA256.HashData(bytes[..written], hash);
        CryptographicOperations.ZeroMemory(bytes);
    }

    public static string Hash(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        Hash(text, hash);
        return Convert.ToHexStringLower(hash);
    }
}
