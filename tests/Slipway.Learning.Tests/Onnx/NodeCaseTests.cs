using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Operators;
using Xunit.Abstractions;

namespace Slipway.Learning.Tests.Onnx;

/// <summary>ONNX's own backend tests: those of ai.onnx.ml beside these tests, those of ai.onnx as Debian packs them.</summary>
public sealed class NodeCaseTests(ITestOutputHelper output)
{
    private static readonly string MlCases = Path.Combine(AppContext.BaseDirectory, "TestData", "onnx_ml");

    public static TheoryData<string> MlCaseNames => [.. Directory.GetDirectories(MlCases).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(MlCaseNames))]
    public void Run_CaseOfTheMlDomain_GivesWhatIsDue(string name)
    {
        var result = new NodeCase(Path.Combine(MlCases, name)).Run();

        Assert.True(result.IsSuccess, string.Join(Environment.NewLine, result.Problems.Select(problem => problem.Message)));
        Assert.Empty(result.Value);
    }

    [StandardCasesFact]
    public void Run_CasesOfTheStandardDomain_GiveWhatIsDueOrAreRefused()
    {
        var passed = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var refused = new List<string>();
        var failed = new List<string>();
        foreach (string folder in Directory.GetDirectories(StandardCasesFactAttribute.Folder).Order(StringComparer.Ordinal))
        {
            var nodeCase = new NodeCase(folder);
            if (!nodeCase.Operators.All(op => OperatorRegistry.TryFind(op.Domain, op.Name, out _)))
            {
                continue;
            }

            string name = Path.GetFileName(folder);
            var result = nodeCase.Run();
            if (!result.IsSuccess)
            {
                refused.Add($"{name}: {result.Problems[0].Code} {result.Problems[0].Message}");
            }
            else if (result.Value.Count > 0)
            {
                failed.Add($"{name}: {string.Join("; ", result.Value)}");
            }
            else
            {
                foreach (var (_, op) in nodeCase.Operators)
                {
                    passed[op] = passed.GetValueOrDefault(op) + 1;
                }
            }
        }

        output.WriteLine($"{passed.Values.Sum()} runs of operators passed: " + string.Join(", ", passed.Select(pair => $"{pair.Key} {pair.Value}")));
        output.WriteLine("refused:" + Environment.NewLine + string.Join(Environment.NewLine, refused));
        Assert.Empty(failed);
        Assert.All(refused, line => Assert.Contains(OnnxException.UnsupportedCode, line, StringComparison.Ordinal));

        // There is no case of this one; it is compared with ONNX Runtime.
        Assert.Equal(["LpNormalization"], OperatorRegistry.StandardNames.Where(name => !passed.ContainsKey(name)));
    }
}
