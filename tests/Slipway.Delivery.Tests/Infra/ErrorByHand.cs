using Slipway.Delivery.Tests.Infra.Bicep;

namespace Slipway.Delivery.Tests.Infra;

/// <summary>An error that is made in a copy of the infrastructure.</summary>
/// <param name="Name">What it is.</param>
/// <param name="File">Where it is made.</param>
/// <param name="Find">The text that it replaces; it stands in the file once.</param>
/// <param name="Replacement">The text that replaces it.</param>
/// <param name="Rule">The rule that finds it.</param>
/// <param name="At">Text of the line where it is to be found, in the copy; the first place counts.</param>
/// <param name="Named">What the finding is to name.</param>
internal sealed record ErrorByHand(string Name, string File, string Find, string Replacement, string Rule, string At, string Named)
{
    /// <summary>Makes it.</summary>
    public Dictionary<string, string> MakeIn(IReadOnlyDictionary<string, string> texts)
    {
        Assert.Equal(2, texts[File].Split(Find).Length);
        return new(texts, StringComparer.Ordinal) { [File] = texts[File].Replace(Find, Replacement, StringComparison.Ordinal) };
    }

    /// <summary>Asserts that it is among what was found, with its place and its name.</summary>
    public void AssertFoundIn(IReadOnlyList<Finding> findings)
    {
        string text = MakeIn(InfraFolder.Texts)[File];
        int line = text[..text.IndexOf(At, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        Assert.Contains(
            findings,
            f => (f.Rule, f.File, f.Line) == (Rule, File, line) && f.Message.Contains(Named, StringComparison.Ordinal));
    }
}
