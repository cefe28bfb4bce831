using System.Text;

namespace Slipway.Cli.Tests.Training;

/// <summary>What is wrong with a spec or its data is said, all of it, with its place; and then nothing is written.</summary>
public class BadInputTests
{
    private const int Invalid = 4;

    public static TheoryData<string, byte[], string[]> BadData()
    {
        string good = TestProject.GoodRows();
        string[] lines = good.TrimEnd('\n').Split('\n');
        string wide = string.Join(',', Enumerable.Repeat("1", 10_000));
        return new()
        {
            { "empty file", [], ["csv.emptyFile"] },
            { "header only", Bytes("height,width,target\n"), ["data.noRows"] },
            { "one class only", Bytes(good.Replace("no", "yes", StringComparison.Ordinal)), ["data.oneClass"] },
            { "label missing", Bytes(good.Replace("target", "outcome", StringComparison.Ordinal)), ["data.labelMissing", "'target'", "height, width, outcome"] },
            { "duplicate headers", Bytes(good.Replace("height,width", "width,width", StringComparison.Ordinal)), ["csv.duplicateColumn", "'width'"] },
            { "UTF-16", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(good)).ToArray(), ["csv.encoding", "UTF-16"] },
            { "10,000-column rows", WithBadLines(lines, wide), ["data.tooManyMalformed", "data/small.csv:61", "10000 fields"] },
            { "invalid UTF-8", [.. Bytes(good), .. Repeat([(byte)'1', (byte)',', 0xFF, 0xFE, (byte)',', (byte)'y', (byte)'\n'], 10)], ["data.tooManyMalformed", "UTF-8"] },
            { "NUL bytes", [.. Bytes(good), .. Repeat([(byte)'1', (byte)',', 0, (byte)',', (byte)'y', (byte)'\n'], 10)], ["data.tooManyMalformed", "NUL"] },
            { "damaged gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 1, 2, 3], ["data.corruptGzip"] },
        };
    }

    [Theory]
    [MemberData(nameof(BadData))]
    public async Task Train_OnBadData_SaysSoAndWritesNothing(string fault, byte[] data, string[] expected)
    {
        using var project = new TestProject();
        project.WriteData(data);

        var run = await project.RunAsync("train");

        Assert.True(run.ExitCode == Invalid, $"{fault}: exit code {run.ExitCode}: {run.Error}");
        Assert.All(expected, text => Assert.Contains(text, run.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(project.Store), fault);
    }

    [Fact]
    public async Task Train_NumberBeyondRange_LeavesTheRowOutAndNamesItsLine()
    {
        using var project = new TestProject();
        project.WriteData(TestProject.GoodRows() + "1e999,3,yes\n");

        var run = await project.RunAsync("train");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("data/small.csv:62", run.Error, StringComparison.Ordinal);
        Assert.Contains("data.malformedRow", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_LineOfAGigabyte_LeavesItOutInBoundedMemory()
    {
        using var project = new TestProject();
        using (var file = File.Open(project.DataFile, FileMode.Append))
        {
            // A hole in the file reads as zeros without taking a gigabyte of disk.
            file.SetLength(file.Length + (1L << 30));
        }

        long before = GC.GetTotalAllocatedBytes();
        var run = await project.RunAsync("validate");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("data/small.csv:62", run.Error, StringComparison.Ordinal);
        Assert.Contains("longer than the limit", run.Error, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 400L << 20);
    }

    [Fact]
    public async Task Train_ColumnThatCopiesTheLabel_WarnsInTheRun()
    {
        using var project = new TestProject();
        var lines = TestProject.GoodRows().TrimEnd('\n').Split('\n');
        project.WriteData(string.Join('\n', lines.Select((line, i) => $"{line},{(i == 0 ? "copy" : line.Split(',')[2])}")));

        var run = await project.RunAsync("train", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("data.leakage", run.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string[]> BadSpecs() => new()
    {
        { "unknown column", TestProject.GoodSpec.Replace("label: target", "label: target\n  ignore: [depth]", StringComparison.Ordinal), ["data.unknownColumn", "'depth'"] },
        { "unknown key", TestProject.GoodSpec + "\nlearn: fast\n", ["model.yaml:9:1", "learn"] },
        { "wrong indent", TestProject.GoodSpec.Replace("  label", " label", StringComparison.Ordinal), ["model.yaml:5"] },
        { "anchors", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", ["model.yaml:1"] },
        { "source outside", TestProject.GoodSpec.Replace("data/small.csv", "../small.csv", StringComparison.Ordinal), ["model.yaml:4", "'..'"] },
    };

    [Fact]
    public async Task Validate_UnknownColumnsToRedactAndJudge_AreShownWithTheirPlaces()
    {
        using var project = new TestProject();
        project.WriteSpec(TestProject.GoodSpec + """

            serve: { log: { redact: [widht, height] } }
            monitor: { drift: { method: psi, columnThresholds: { depth: 0.2, width: 0.2 } } }

            """);

        var run = await project.RunAsync("validate");

        Assert.Equal(Invalid, run.ExitCode);
        Assert.Contains("models/small/model.yaml:9:26", run.Error, StringComparison.Ordinal);
        Assert.Contains("no column 'widht'. Did you mean 'width'?", run.Error, StringComparison.Ordinal);
        Assert.Contains("models/small/model.yaml:10:54", run.Error, StringComparison.Ordinal);
        Assert.Contains("no column 'depth'", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("no column 'height'", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadSpecs))]
    public async Task Train_WithABadSpec_SaysWhereAndWritesNothing(string fault, string spec, string[] expected)
    {
        using var project = new TestProject();
        project.WriteSpec(spec);

        var run = await project.RunAsync("train");

        Assert.True(run.ExitCode == Invalid, $"{fault}: exit code {run.ExitCode}: {run.Error}");
        Assert.All(expected, text => Assert.Contains(text, run.Error, StringComparison.Ordinal));
        Assert.False(Directory.Exists(project.Store), fault);
    }

    [Fact]
    public async Task Train_SeveralFaultsInOneSpec_ListsAllWithTheirPlaces()
    {
        using var project = new TestProject();
        project.WriteSpec(
            """
            name: Small
            task: guess
            data:
              source: data/small.csv
              label: target
            train: { trainers: [svm], search: { trials: 0 } }
            """);

        var run = await project.RunAsync("train");

        Assert.Equal(Invalid, run.ExitCode);
        Assert.Equal(4, run.Error.Split('\n').Count(line => line.StartsWith("error: models/small/model.yaml:", StringComparison.Ordinal)));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] WithBadLines(string[] lines, string bad) => Bytes(string.Join('\n', lines.Take(60).Concat(Enumerable.Repeat(bad, 10))));

    private static byte[] Repeat(byte[] bytes, int count) => [.. Enumerable.Repeat(bytes, count).SelectMany(b => b)];
}
