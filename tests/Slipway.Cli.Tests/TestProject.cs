using System.Globalization;
using System.Text;

namespace Slipway.Cli.Tests;

/// <summary>A project with one small model in a temporary folder.</summary>
internal sealed class TestProject : IDisposable
{
    public const string GoodSpec =
        """
        name: small
        task: binary
        data:
          source: data/small.csv
          label: target
        train:
          trainers: [linear]
          search: { trials: 1, folds: 2 }
        """;

    public TestProject()
    {
        Folder = Directory.CreateTempSubdirectory("slipway-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "models/small"));
        Directory.CreateDirectory(Path.Combine(Folder, "data"));
        WriteSpec(GoodSpec);
        WriteData(GoodRows());
    }

    public string Folder { get; }

    public string Store => Path.Combine(Folder, ".slipway");

    /// <summary>Sixty rows, in which the label depends on both numbers.</summary>
    public static string GoodRows()
    {
        var csv = new StringBuilder("height,width,target\n");
        for (int i = 0; i < 60; i++)
        {
            int height = i * 7 % 19;
            int width = i * 5 % 11;
            csv.Append(CultureInfo.InvariantCulture, $"{height},{width},{(height + width + (i % 4) > 15 ? "yes" : "no")}\n");
        }

        return csv.ToString();
    }

    public void WriteSpec(string yaml) => File.WriteAllText(Path.Combine(Folder, "models/small/model.yaml"), yaml);

    public void WriteData(string csv) => WriteData(Encoding.UTF8.GetBytes(csv));

    public void WriteData(byte[] csv) => File.WriteAllBytes(DataFile, csv);

    public string DataFile => Path.Combine(Folder, "data/small.csv");

    public Task<CliRun> RunAsync(params string[] arguments) => CliRun.RunAsync([.. arguments, "--project", Folder]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
