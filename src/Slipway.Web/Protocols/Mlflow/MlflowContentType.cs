using System.Net.Mime;
using Slipway.Web.Predicting;

namespace Slipway.Web.Protocols.Mlflow;

/// <summary>The content types of the protocol, and its texts for all others, which clients look for.</summary>
internal static class MlflowContentType
{
    private const int MaxShown = 100;

    /// <summary>Reads a content type.</summary>
    /// <param name="text">The header.</param>
    /// <param name="refusal">Why it is not accepted; null when it is.</param>
    public static ContentKind Read(string? text, out string? refusal)
    {
        string[] parts = (text ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        refusal = Check(parts.AsSpan(Math.Min(1, parts.Length)));
        if (refusal is not null)
        {
            return ContentKind.Unknown;
        }

        string media = parts is [var first, ..] ? first : "None";
        if (media.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase))
        {
            return ContentKind.Json;
        }

        if (media.Equals(MediaTypeNames.Text.Csv, StringComparison.OrdinalIgnoreCase))
        {
            return ContentKind.Csv;
        }

        refusal = $"This predictor only supports the following content types: Types: ['text/csv', 'application/json']. Got '{Cut(media)}'.";
        return ContentKind.Unknown;
    }

    private static string? Check(ReadOnlySpan<string> parameters)
    {
        var unknown = new List<string>();
        foreach (string parameter in parameters)
        {
            int equals = parameter.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? parameter : parameter[..equals].TrimEnd();
            if (!name.Equals("charset", StringComparison.OrdinalIgnoreCase))
            {
                unknown.Add(Cut(name));
            }
            else if (!parameter.AsSpan(equals + 1).Trim(" \"").Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            {
                return "The scoring server only supports UTF-8";
            }
        }

        return unknown.Count == 0
            ? null
            : $"Unrecognized content type parameters: {string.Join(", ", unknown)}. IMPORTANT: 'charset' is the only one; the form of a JSON"
                + " body is said by its key: 'dataframe_split', 'dataframe_records', 'instances' or 'inputs'.";
    }

    private static string Cut(string text) => text.Length <= MaxShown ? text : text[..MaxShown];
}
