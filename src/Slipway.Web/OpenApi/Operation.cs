namespace Slipway.Web.OpenApi;

/// <summary>A route of the API as its documentation tells it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The pattern of the route.</param>
/// <param name="Tag">The group that it belongs to.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Answer">The media type of a good answer.</param>
/// <param name="Body">The media type of the body; null when there is none.</param>
internal sealed record Operation(
    string Method, string Path, string Tag, string Summary, string Answer = Operation.Json, string? Body = null)
{
    public const string Json = "application/json";
    public const string Html = "text/html";
    public const string Text = "text/plain";
    public const string Form = "application/x-www-form-urlencoded";

    /// <summary>The names of the parameters in the path.</summary>
    public IEnumerable<string> Parameters =>
        Path.Split('{').Skip(1).Select(part => part[..part.IndexOf('}', StringComparison.Ordinal)].TrimStart('*'));

    /// <summary>A name for it that is unique: the method and the words of the path.</summary>
    public string Id => string.Concat(
        Path.Split(['/', '{', '}', '.', ':', '*', '-'], StringSplitOptions.RemoveEmptyEntries)
            .Prepend(Method.ToLowerInvariant())
            .Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}
