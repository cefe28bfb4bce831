using System.Xml.Linq;

namespace Slipway.Tests.Architecture;

public class DependencyTests
{
    // What each project may reference directly. Dependencies point inward, so a row names only projects that come later.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Slipway.Cli"] = ["Slipway.Web", "Slipway.Azure", "Slipway.MlNet"],
        ["Slipway.Functions"] = ["Slipway.Web", "Slipway.Azure", "Slipway.MlNet"],
        ["Slipway.Web"] = ["Slipway"],
        ["Slipway.Azure"] = ["Slipway"],
        ["Slipway.MlNet"] = ["Slipway.Learning"],
        ["Slipway"] = ["Slipway.Learning"],
        ["Slipway.Learning"] = [],
    };

    [Fact]
    public void ProjectReferences_OfEverySourceProject_PointInward()
    {
        var projects = Repository.SourceFiles("*.csproj").ToList();

        Assert.NotEmpty(projects);
        foreach (string project in projects)
        {
            string name = Path.GetFileNameWithoutExtension(project);
            Assert.True(Allowed.TryGetValue(name, out string[]? allowed), $"{name} is not in the table of allowed dependencies.");
            Assert.All(ReferencesOf(project), reference => Assert.True(allowed.Contains(reference), $"{name} must not reference {reference}."));
        }
    }

    [Fact]
    public void SlipwayLearning_References_NoPackage()
    {
        string project = Repository.SourceFiles("Slipway.Learning.csproj").Single();

        Assert.Empty(XDocument.Load(project).Descendants("PackageReference"));
    }

    [Fact]
    public void UsingDirectives_OfLearning_NameNoOtherProject()
    {
        var outside = Repository.SourceFiles("*.cs")
            .Where(file => file.Contains($"{Path.DirectorySeparatorChar}Slipway.Learning{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(file).Where(line => line.StartsWith("using Slipway.", StringComparison.Ordinal)))
            .Where(line => !line.StartsWith("using Slipway.Learning", StringComparison.Ordinal));

        Assert.Empty(outside);
    }

    private static IEnumerable<string> ReferencesOf(string project) => XDocument.Load(project)
        .Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
