using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Slipway.Learning.Results;
using Slipway.Results;

namespace Slipway.Tests.Results;

public sealed partial class ErrorTableTests
{
    [Fact]
    public void Covers_EveryCodeInTheSources()
    {
        var codes = SourceFiles().SelectMany(CodesOf).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.True(codes.Count > 20, "The search for codes finds too few to be right.");
        Assert.All(codes, code => Assert.True(ErrorTable.Covers(code), $"The table lacks '{code}'."));
    }

    [Theory]
    [InlineData("request.jsonInvalid", 400, ExitCode.Invalid)]
    [InlineData("serving.modelNotFound", 404, ExitCode.NotFound)]
    [InlineData("registry.versionNotFound", 404, ExitCode.NotFound)]
    [InlineData("registry.conflict", 409, ExitCode.Conflict)]
    [InlineData("request.tooManyRows", 413, ExitCode.Invalid)]
    [InlineData("request.contentType", 415, ExitCode.Invalid)]
    [InlineData("input.missing", 422, ExitCode.Invalid)]
    [InlineData("gate.refused", 422, ExitCode.GateRefused)]
    [InlineData("serving.notReady", 503, ExitCode.StoreBroken)]
    [InlineData("nobody.knows", 500, ExitCode.Unexpected)]
    [InlineData("noDot", 500, ExitCode.Unexpected)]
    public void Find_Code_GivesStatusAndExitCode(string code, int status, ExitCode exitCode)
    {
        var mapping = ErrorTable.Find([new Problem(code, ""), new Problem("server.unexpected", "")]);

        Assert.Equal((status, exitCode), (mapping.HttpStatus, mapping.ExitCode));
    }

    [Fact]
    public void All_Rows_HaveKnownStatuses() =>
        Assert.All(ErrorTable.All, m => Assert.Contains(m.HttpStatus, new[] { 400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 429, 431, 500, 501, 503 }));

    private static IEnumerable<string> SourceFiles()
    {
        string source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "src"));
        char separator = Path.DirectorySeparatorChar;
        return Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{separator}obj{separator}", StringComparison.Ordinal));
    }

    // Constants also name files, audit actions and the domain of operators of ONNX, which look like codes.
    private static bool IsOther(string code) => code.StartsWith("alias.", StringComparison.Ordinal)
        || code.StartsWith("version.", StringComparison.Ordinal) || code.StartsWith("key.", StringComparison.Ordinal)
        || code == "com.microsoft"
        || Path.GetExtension(code) is ".json" or ".html" or ".onnx" or ".yaml" or ".jsonl" or ".csv" or ".txt";

    private static string ThisFile([CallerFilePath] string path = "") => path;

    private static IEnumerable<string> CodesOf(string file) =>
        Code().Matches(File.ReadAllText(file)).Select(m => m.Groups["code"].Value).Where(code => !IsOther(code));

    /// <summary>A literal code where a problem is made, or in a constant or a tuple or an argument just before its message.</summary>
    [GeneratedRegex("""(?:\bnew(?:\s+Problem)?\(\s*|const string \w+ =\s*|=> \(|\bAdd\(\s*|\bRefuse\(\s*|context,\s*|options,\s*)"(?<code>[a-z][A-Za-z]*\.[a-z][A-Za-z]*)"(?:,|;)""")]
    private static partial Regex Code();
}
