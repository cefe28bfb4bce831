using System.Text;
using Slipway.Projects;
using Slipway.Registry;

namespace Slipway.Tests.Projects;

public sealed class ProjectTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("slipway-project-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Open_Folder_ListsItsModelsInOrdinalOrder()
    {
        Write("models/wine/model.yaml", SpecTexts.Minimal);
        Write("models/adult/model.yaml", SpecTexts.Minimal);
        Write("models/notes/readme.md", "no model");

        Assert.Equal(["adult", "wine"], ProjectFolder.Open(_root).Value.Models.Select(m => m.Value));
    }

    [Fact]
    public void Open_NoProject_IsRefused()
    {
        Assert.Equal("project.noModels", Assert.Single(ProjectFolder.Open(_root).Problems).Code);
        Assert.Equal("project.notFound", Assert.Single(ProjectFolder.Open(Path.Combine(_root, "none")).Problems).Code);
    }

    [Fact]
    public void Open_FoldersWithBadNames_ReportsEach()
    {
        Write("models/Wine/model.yaml", SpecTexts.Minimal);
        Write("models/x_y/model.yaml", SpecTexts.Minimal);

        Assert.Equal(["project.badModelFolder", "project.badModelFolder"], ProjectFolder.Open(_root).Problems.Select(p => p.Code));
    }

    [Fact]
    public void LoadModel_File_GivesSpecHashAndPath()
    {
        Write("data/wine.csv", "a,target\n");
        var model = Load(SpecTexts.Minimal);

        Assert.Equal("target", model.Spec.Data.Label);
        Assert.Equal([Path.Combine(_root, "data/wine.csv")], model.DataFiles);
        Assert.Equal(64, model.SpecHash.Length);
    }

    [Fact]
    public void LoadModel_LineEndsAndByteOrderMark_DoNotChangeTheHash()
    {
        Write("data/wine.csv", "a,target\n");

        Assert.Equal(Load(SpecTexts.Minimal).SpecHash, Load("\uFEFF" + SpecTexts.Minimal.Replace("\n", "\r\n")).SpecHash);
    }

    [Fact]
    public void LoadModel_Glob_GivesMatchesInOrdinalOrder()
    {
        foreach (string name in (string[])["b.csv", "a.csv", "B.csv", "a.csv.gz", "a.txt", "sub/c.csv"])
        {
            Write("data/" + name, "a,target\n");
        }

        var model = Load(SpecTexts.Minimal.Replace("data/wine.csv", "data/*.csv"));

        Assert.Equal(["B.csv", "a.csv", "b.csv"], model.DataFiles.Select(f => Path.GetFileName(f)));
    }

    [Fact]
    public void LoadModel_SourceInTheStore_HasNoFiles() =>
        Assert.Empty(Load(SpecTexts.Minimal.Replace("data/wine.csv", "'blob:training/wine/*.csv'")).DataFiles);

    [Theory]
    [InlineData("data/wine.csv")]
    [InlineData("data/*.csv")]
    [InlineData("wine.csv")]
    public void LoadModel_NoData_IsReportedAtTheSource(string source)
    {
        var problem = Assert.Single(TryLoad(SpecTexts.Minimal.Replace("data/wine.csv", source)));

        Assert.Equal(("project.dataNotFound", "models/wine/model.yaml:4:11"), (problem.Code, problem.Location!.ToString()));
    }

    [Fact]
    public void LoadModel_OtherName_IsReportedWithTheRest()
    {
        var problems = TryLoad(SpecTexts.Minimal.Replace("name: wine", "name: beer"));

        Assert.Equal(["project.nameDiffers", "project.dataNotFound"], problems.Select(p => p.Code));
    }

    [Theory]
    [InlineData("data", "outside")]
    [InlineData("data/wine.csv", "outside/wine.csv")]
    public void LoadModel_DataBehindALink_IsRefused(string link, string target)
    {
        var outside = Directory.CreateTempSubdirectory("slipway-outside-");
        try
        {
            File.WriteAllText(Path.Combine(outside.FullName, "wine.csv"), "a,target\n");
            string linkPath = Path.Combine(_root, link);
            Directory.CreateDirectory(Path.GetDirectoryName(linkPath)!);
            File.CreateSymbolicLink(linkPath, target.Replace("outside", outside.FullName));

            Assert.Equal("project.linkRefused", Assert.Single(TryLoad(SpecTexts.Minimal)).Code);
            Assert.Equal("project.linkRefused", Assert.Single(TryLoad(SpecTexts.Minimal.Replace("wine.csv", "*.csv"))).Code);
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public void LoadModel_NotUtf8_IsReportedAtTheByte()
    {
        Write("models/wine/model.yaml", "");
        byte[] bytes = [.. Encoding.UTF8.GetBytes("name: wine\n# é "), 0xE9, (byte)'\n'];
        File.WriteAllBytes(Path.Combine(_root, "models/wine/model.yaml"), bytes);

        var problem = Assert.Single(ProjectFolder.Open(_root).Value.LoadModel(ModelName.Parse("wine")).Problems);

        Assert.Equal(("project.specNotUtf8", "models/wine/model.yaml:2:5"), (problem.Code, problem.Location!.ToString()));
        Assert.Contains("0xE9", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadModel_UnknownName_SuggestsTheNearest()
    {
        Write("models/wine/model.yaml", SpecTexts.Minimal);

        var problem = Assert.Single(ProjectFolder.Open(_root).Value.LoadModel(ModelName.Parse("wien")).Problems);

        Assert.Equal("project.unknownModel", problem.Code);
        Assert.Contains("Did you mean 'wine'?", problem.Message, StringComparison.Ordinal);
    }

    private ProjectModel Load(string spec)
    {
        Write("models/wine/model.yaml", spec);
        return ProjectFolder.Open(_root).Value.LoadModel(ModelName.Parse("wine")).Value;
    }

    private IReadOnlyList<Slipway.Learning.Results.Problem> TryLoad(string spec)
    {
        Write("models/wine/model.yaml", spec);
        return ProjectFolder.Open(_root).Value.LoadModel(ModelName.Parse("wine")).Problems;
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
