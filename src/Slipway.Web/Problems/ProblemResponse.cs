using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Learning.Results;
using Slipway.Results;
using Slipway.Serving;
using Slipway.Web.Protocols;

namespace Slipway.Web.Problems;

/// <summary>
/// Writes problem details (RFC 9457): the first failure is the problem, all failures are listed. At the paths of the compatible protocols
/// the same failures have the shape that clients of these know.
/// </summary>
internal static class ProblemResponse
{
    public const string ContentType = "application/problem+json";
    private const string RetryAfterSeconds = "1";

    public static Task WriteAsync(HttpContext context, string code, string detail) =>
        WriteAsync(context, [new ProblemError(code, detail)], 1);

    public static Task WriteAsync(HttpContext context, IReadOnlyList<Problem> problems) =>
        WriteAsync(context, [.. problems.Select(p => new ProblemError(p.Code, p.Message))], problems.Count);

    /// <summary>Writes what a reader of rows found.</summary>
    public static Task WriteAsync(HttpContext context, InputReport report) =>
        WriteAsync(context, ErrorsOf(report), report.ProblemCount);

    /// <summary>Writes <c>errors</c>, what a reader of rows found.</summary>
    public static void WriteErrors(Utf8JsonWriter writer, InputReport report) => WriteErrors(writer, ErrorsOf(report));

    private static ProblemError[] ErrorsOf(InputReport report) =>
        [.. report.Problems.Select(p => new ProblemError(p.Code, p.Message, Pointer(p, report.IsSingleRow)))];

    private static async Task WriteAsync(HttpContext context, ProblemError[] errors, int errorCount)
    {
        int status = ErrorTable.Find(errors[0].Code).HttpStatus;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        var shape = ProtocolErrors.ShapeOf(context.Request.Path);
        status = shape == ErrorShape.ProblemDetails ? status : ProtocolErrors.StatusOf(status);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (shape == ErrorShape.ProblemDetails)
            {
                Write(writer, status, errors, errorCount);
            }
            else
            {
                ProtocolErrors.Write(writer, shape, status, errors, errorCount);
            }
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = shape == ErrorShape.ProblemDetails ? ContentType : "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter writer, int status, ProblemError[] errors, int errorCount)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "urn:slipway:problem:" + errors[0].Code);
        writer.WriteString("title", Title(status));
        writer.WriteNumber("status", status);
        writer.WriteString("code", errors[0].Code);
        writer.WriteString("detail", errors[0].Detail);
        writer.WriteNumber("errorCount", errorCount);
        WriteErrors(writer, errors);
        writer.WriteEndObject();
    }

    private static void WriteErrors(Utf8JsonWriter writer, ProblemError[] errors)
    {
        writer.WriteStartArray("errors");
        foreach (var error in errors)
        {
            writer.WriteStartObject();
            writer.WriteString("code", error.Code);
            writer.WriteString("detail", error.Detail);
            if (error.Pointer is { } pointer)
            {
                writer.WriteString("pointer", pointer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string? Pointer(InputProblem problem, bool isSingleRow)
    {
        if (problem.RowIndex < 0)
        {
            return null;
        }

        string row = isSingleRow ? "" : "/" + problem.RowIndex.ToString(CultureInfo.InvariantCulture);
        return problem.Feature is { } feature ? $"{row}/{Escape(feature)}" : row;
    }

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Title(int status) => status switch
    {
        400 => "The request is malformed.",
        401 => "The caller is not known.",
        403 => "The caller may not do this.",
        404 => "There is no such thing.",
        405 => "The method is not allowed here.",
        408 => "The request took too long to arrive.",
        409 => "The request conflicts with another change.",
        413 => "The request is too large.",
        415 => "The content type is not accepted.",
        422 => "The request is refused.",
        431 => "The headers are too large.",
        429 => "There are too many requests.",
        501 => "The server does not do this.",
        503 => "The service cannot answer now.",
        _ => "The server failed.",
    };
}
