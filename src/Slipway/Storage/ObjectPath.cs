namespace Slipway.Storage;

/// <summary>The name of an object in the store: a container and a key in it, such as <c>inbox</c> and <c>wine/monday.csv</c>.</summary>
public readonly record struct ObjectPath
{
    /// <summary>The longest key, in characters; Azure Blob allows as many.</summary>
    public const int MaxKeyLength = 1024;

    /// <summary>Names an object.</summary>
    /// <exception cref="ArgumentException">
    /// The container or the key is not one that every adapter can store; the message says why.
    /// </exception>
    public ObjectPath(string container, string key)
    {
        if (FindFault(container, key) is { } fault)
        {
            throw new ArgumentException(fault);
        }

        (Container, Key) = (container, key);
    }

    /// <summary>The container: 3 to 63 lower-case letters, digits and single hyphens.</summary>
    public string Container { get; }

    /// <summary>
    /// The key: segments separated by <c>/</c>, none of them empty or starting with a dot, without control characters or backslashes.
    /// </summary>
    public string Key { get; }

    /// <summary>Why a container and a key cannot name an object, or <see langword="null"/> when they can.</summary>
    public static string? FindFault(string container, string key)
    {
        if (container is not { Length: >= 3 and <= 63 } || !container.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            return "A container name has 3 to 63 lower-case letters, digits and hyphens.";
        }

        if (string.IsNullOrEmpty(key) || key.Length > MaxKeyLength)
        {
            return $"A key has 1 to {MaxKeyLength} characters.";
        }

        if (key.Any(c => char.IsControl(c) || c == '\\'))
        {
            return "A key has no control characters and no backslashes.";
        }

        // Windows folders drop a final dot or space, which would make two keys one file; what starts with a dot belongs to tools
        // (.DS_Store).
        return key.Split('/').Any(s => s.Length == 0 || s[0] == '.' || s[^1] is '.' or ' ')
            ? "A key's segments, between slashes, are not empty, do not start with a dot and do not end with a dot or a space."
            : null;
    }

    /// <summary><c>container/key</c>.</summary>
    public override string ToString() => $"{Container}/{Key}";
}
