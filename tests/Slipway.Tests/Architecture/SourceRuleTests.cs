using System.Text.RegularExpressions;

namespace Slipway.Tests.Architecture;

public partial class SourceRuleTests
{
    private const int MaxLines = 500;

    [Fact]
    public void Sources_Time_IsInjected() => AssertNoLineMatches(AmbientTime(), "take a TimeProvider");

    [Fact]
    public void Sources_RandomnessAndIds_AreInjected() => AssertNoLineMatches(AmbientRandomness(), "take a seed or a source of ids");

    [Fact]
    public void Sources_BlockingOnTasks_DoesNotHappen() => AssertNoLineMatches(Blocking(), "await it");

    [Fact]
    public void Sources_Files_StayReadable() => Assert.All(
        Repository.SourceFiles("*.cs"),
        file => Assert.True(File.ReadLines(file).Count() <= MaxLines, $"{file} has more than {MaxLines} lines; split it."));

    [Fact]
    public void Sources_Namespaces_AreTheirFolders() => Assert.All(
        Repository.SourceFiles("*.cs").Where(file => Path.GetFileName(file) != "Program.cs"),
        file =>
        {
            string folder = Path.GetRelativePath(Path.Combine(Repository.Root, "src"), Path.GetDirectoryName(file)!);
            string expected = $"namespace {folder.Replace(Path.DirectorySeparatorChar, '.')};";
            Assert.True(File.ReadLines(file).Contains(expected), $"{file} is not in '{expected}'.");
        });

    private static void AssertNoLineMatches(Regex pattern, string fix)
    {
        var found = Repository.SourceFiles("*.cs")
            .SelectMany(file => File.ReadLines(file).Select((line, index) => (file, line, number: index + 1)))
            .Where(l => !l.line.TrimStart().StartsWith("//", StringComparison.Ordinal) && pattern.IsMatch(l.line))
            .Select(l => $"{l.file}:{l.number}: {fix}: {l.line.Trim()}");

        Assert.Empty(found);
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\bStopwatch\.|\bEnvironment\.TickCount")]
    private static partial Regex AmbientTime();

    [GeneratedRegex(@"\bGuid\.(NewGuid|CreateVersion7)\(\)|\bRandom\.Shared\b|\bnew Random\(\)")]
    private static partial Regex AmbientRandomness();

    [GeneratedRegex(@"\.GetAwaiter\(\)\.GetResult\(\)|\basync void\b")]
    private static partial Regex Blocking();
}
