using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Web.Problems;

namespace Slipway.Web.Protocols;

/// <summary>
/// Failures as clients of the compatible protocols read them, wherever in the server they come from: the path says which shape they have.
/// </summary>
internal static class ProtocolErrors
{
    private const int MaxErrors = 20;

    /// <summary>What failures look like at a path.</summary>
    public static ErrorShape ShapeOf(PathString path)
    {
        if (path.StartsWithSegments("/v2") || path.StartsWithSegments("/v1"))
        {
            return ErrorShape.OneText;
        }

        bool isMlflow = path.StartsWithSegments("/models") || path.StartsWithSegments("/invocations") || path.StartsWithSegments("/ping")
            || path.Equals("/health", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/version");
        return isMlflow ? ErrorShape.Mlflow : ErrorShape.ProblemDetails;
    }

    /// <summary>These protocols know no 422: what is refused is malformed.</summary>
    public static int StatusOf(int status) => status == StatusCodes.Status422UnprocessableEntity ? StatusCodes.Status400BadRequest : status;

    public static void Write(Utf8JsonWriter writer, ErrorShape shape, int status, ReadOnlySpan<ProblemError> errors, int errorCount)
    {
        string text = Describe(errors, errorCount);
        writer.WriteStartObject();
        if (shape == ErrorShape.OneText)
        {
            writer.WriteString("error"u8, text);
        }
        else
        {
            bool isSchema = errors[0].Code.StartsWith("input.", StringComparison.Ordinal);
            writer.WriteString("error_code"u8, isSchema ? "INVALID_PARAMETER_VALUE" : MlflowCode(status, errors[0].Code));
            writer.WriteString("message"u8, text);
            if (isSchema)
            {
                writer.WriteString("error_class"u8, "SCHEMA_ENFORCEMENT_FAILED");
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>All failures in one text, each with its place.</summary>
    private static string Describe(ReadOnlySpan<ProblemError> errors, int errorCount)
    {
        var text = new StringBuilder();
        int shown = Math.Min(errors.Length, MaxErrors);
        foreach (var error in errors[..shown])
        {
            text.Append(text.Length > 0 ? " " : "");
            if (error.Pointer is ['/', .. var place])
            {
                text.Append("Row ").Append(place.Split('/')[0]).Append(" (0-based): ");
            }

            text.Append(error.Detail);
        }

        return errorCount > shown
            ? text.Append(CultureInfo.InvariantCulture, $" There are {errorCount - shown} more problems.").ToString()
            : text.ToString();
    }

    private static string MlflowCode(int status, string code) => status switch
    {
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => code.StartsWith("request.", StringComparison.Ordinal) ? "ENDPOINT_NOT_FOUND" : "RESOURCE_DOES_NOT_EXIST",
        409 => "RESOURCE_CONFLICT",
        429 => "REQUEST_LIMIT_EXCEEDED",
        500 => "INTERNAL_ERROR",
        501 => "NOT_IMPLEMENTED",
        503 => "TEMPORARILY_UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "BAD_REQUEST",
    };
}
