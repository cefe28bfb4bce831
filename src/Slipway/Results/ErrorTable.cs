using System.Collections.Frozen;
using Slipway.Learning.Results;

namespace Slipway.Results;

/// <summary>
/// The one table from problem code to HTTP status and exit code. A whole code goes before its area. Statuses: 400 malformed, 401 and 403 who,
/// 404 not found, 409 conflict, 413 too large, 415 wrong content type, 422 well formed but refused, 429 too many, 501 not done here, 503 not
/// now.
/// </summary>
public static class ErrorTable
{
    private static readonly FrozenDictionary<string, ErrorMapping> ByPattern =
        Mappings().ToFrozenDictionary(m => m.Pattern, StringComparer.Ordinal);

    /// <summary>All rows of the table.</summary>
    public static IReadOnlyCollection<ErrorMapping> All => ByPattern.Values;

    /// <summary>Whether the table knows the code or its area.</summary>
    public static bool Covers(string code) => Lookup(code) is not null;

    /// <summary>What a code means; an unknown one is a defect: status 500 and <see cref="ExitCode.Unexpected"/>.</summary>
    public static ErrorMapping Find(string code) => Lookup(code) ?? new ErrorMapping(code, 500, ExitCode.Unexpected);

    /// <summary>
    /// What a failure with these problems means: what the first of them means, as it is the one that the rest follows from.
    /// </summary>
    /// <exception cref="ArgumentException">There is no problem.</exception>
    public static ErrorMapping Find(IReadOnlyList<Problem> problems) => problems.Count > 0
        ? Find(problems[0].Code)
        : throw new ArgumentException("A failure has at least one problem.", nameof(problems));

    private static ErrorMapping? Lookup(string code)
    {
        if (ByPattern.TryGetValue(code, out var mapping))
        {
            return mapping;
        }

        int dot = code.IndexOf('.');
        return dot > 0 && ByPattern.TryGetValue(code[..dot] + ".*", out mapping) ? mapping : null;
    }

    private static ErrorMapping[] Mappings() =>
    [
        new("request.*", 400, ExitCode.Invalid),
        new("request.notFound", 404, ExitCode.NotFound),
        new("request.method", 405, ExitCode.Usage),
        new("request.timeout", 408, ExitCode.Invalid),
        new("request.tooLarge", 413, ExitCode.Invalid),
        new("request.tooManyRows", 413, ExitCode.Invalid),
        new("request.contentType", 415, ExitCode.Invalid),
        new("request.encoding", 415, ExitCode.Invalid),
        new("request.headersTooLarge", 431, ExitCode.Invalid),
        new("request.noRows", 422, ExitCode.Invalid),
        new("request.tooMany", 429, ExitCode.Conflict),
        new("request.notImplemented", 501, ExitCode.Usage),
        new("input.*", 422, ExitCode.Invalid),
        new("row.*", 422, ExitCode.Invalid),
        new("csv.*", 422, ExitCode.Invalid),
        new("csv.tooLarge", 413, ExitCode.Invalid),
        new("csv.tooManyRows", 413, ExitCode.Invalid),
        new("data.*", 422, ExitCode.Invalid),
        new("data.versionNotFound", 404, ExitCode.NotFound),
        new("data.fileNotFound", 404, ExitCode.NotFound),
        new("data.conflict", 409, ExitCode.Conflict),
        new("dataset.*", 422, ExitCode.Invalid),
        new("profile.*", 422, ExitCode.Invalid),
        new("spec.*", 422, ExitCode.Invalid),
        new("project.*", 422, ExitCode.Invalid),
        new("project.notFound", 404, ExitCode.NotFound),
        new("project.unknownModel", 404, ExitCode.NotFound),
        new("projects.*", 422, ExitCode.Invalid),
        new("projects.sampleNotFound", 404, ExitCode.NotFound),
        new("predict.inputNotFound", 404, ExitCode.NotFound),
        new("runs.notFound", 404, ExitCode.NotFound),
        new("reproduce.*", 422, ExitCode.Invalid),
        new("reproduce.runMissing", 404, ExitCode.NotFound),
        new("reports.*", 422, ExitCode.Invalid),
        new("reports.notFound", 404, ExitCode.NotFound),
        new("drift.inputNotFound", 404, ExitCode.NotFound),
        new("split.*", 422, ExitCode.Invalid),
        new("train.*", 422, ExitCode.Invalid),
        new("training.*", 422, ExitCode.Invalid),
        new("search.*", 422, ExitCode.Invalid),
        new("metric.*", 422, ExitCode.Invalid),
        new("onnx.*", 422, ExitCode.Invalid),
        new("import.*", 422, ExitCode.Invalid),
        new("model.*", 422, ExitCode.Invalid),
        new("explain.*", 422, ExitCode.Invalid),
        new("explain.tooManyRows", 413, ExitCode.Invalid),
        new("gate.*", 422, ExitCode.GateRefused),
        new("scoring.*", 422, ExitCode.Invalid),
        new("serving.*", 422, ExitCode.Invalid),
        new("serving.nameInvalid", 404, ExitCode.NotFound),
        new("serving.modelNotFound", 404, ExitCode.NotFound),
        new("serving.noDefaultModel", 404, ExitCode.NotFound),
        new("serving.versionNotFound", 404, ExitCode.NotFound),
        new("serving.aliasNotFound", 404, ExitCode.NotFound),
        new("serving.notReady", 503, ExitCode.StoreBroken),
        new("access.*", 422, ExitCode.Invalid),
        new("access.keyMissing", 401, ExitCode.Invalid),
        new("access.keyInvalid", 401, ExitCode.Invalid),
        new("access.forbidden", 403, ExitCode.Invalid),
        new("access.keyNotFound", 404, ExitCode.NotFound),
        new("access.keyRevoked", 409, ExitCode.Conflict),
        new("access.conflict", 409, ExitCode.Conflict),
        new("server.*", 500, ExitCode.Unexpected),
        new("server.busy", 503, ExitCode.Conflict),
        new("server.draining", 503, ExitCode.Conflict),
        new("server.options", 500, ExitCode.Usage),
        new("server.remoteAddress", 500, ExitCode.Usage),
        new("registry.*", 422, ExitCode.Invalid),
        new("registry.modelNotFound", 404, ExitCode.NotFound),
        new("registry.versionNotFound", 404, ExitCode.NotFound),
        new("registry.aliasNotFound", 404, ExitCode.NotFound),
        new("registry.conflict", 409, ExitCode.Conflict),
        new("registry.nothingToRollBackTo", 409, ExitCode.Conflict),
        new("registry.formatNewer", 503, ExitCode.StoreBroken),
        new("registry.contentMissing", 503, ExitCode.StoreBroken),
        new("registry.contentChanged", 503, ExitCode.StoreBroken),
        new("rollout.*", 422, ExitCode.Invalid),
        new("rollout.notFound", 404, ExitCode.NotFound),
        new("rollout.conflict", 409, ExitCode.Conflict),
        new("rollout.notRunning", 409, ExitCode.Conflict),
        new("alert.*", 422, ExitCode.Invalid),
        new("alert.notFound", 404, ExitCode.NotFound),
        new("retrain.*", 422, ExitCode.Invalid),
        new("retrain.running", 409, ExitCode.Conflict),
        new("monitor.*", 422, ExitCode.Invalid),
        new("feedback.*", 422, ExitCode.Invalid),
        new("feedback.fileNotFound", 404, ExitCode.NotFound),
        new("log.*", 503, ExitCode.StoreBroken),
        new("store.*", 503, ExitCode.StoreBroken),
        new("audit.*", 503, ExitCode.StoreBroken),
    ];
}
