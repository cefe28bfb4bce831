using System.IO.Compression;
using Slipway.Learning.Randomness;

namespace Slipway.EndToEnd.Tests;

/// <summary>The lines of a real CSV, and a quick spec to learn it by. No field is quoted.</summary>
internal sealed record SampleTable(string Model, string Header, string[] Rows, string Spec)
{
    public static SampleTable Adult { get; } = Read("adult", "adult.csv.gz", "binary", "label: target");

    public static SampleTable Wine { get; } = Read("wine", "wine.csv", "multiclass", "label: target");

    /// <summary>With the parts of the label as features: they are what grew most from 2011 to 2012.</summary>
    public static SampleTable Bike { get; } = Read("bike-sharing", "bike_hour.csv", "regression", "label: cnt, time: dteday, ignore: [instant]");

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "TestData", file);

    public static SampleTable Of(string model) => new[] { Adult, Wine, Bike }.Single(table => table.Model == model);

    /// <summary>The numbers of the rows in two random halves; the same seed gives the same halves.</summary>
    public (int[] First, int[] Second) HalfRows(int seed)
    {
        int[] shuffled = [.. Enumerable.Range(0, Rows.Length)];
        new SeededRandom(seed).Shuffle<int>(shuffled);
        return (shuffled[..(shuffled.Length / 2)], shuffled[(shuffled.Length / 2)..]);
    }

    public (SampleTable First, SampleTable Second) Halves(int seed)
    {
        var (first, second) = HalfRows(seed);
        return (Take(first), Take(second));
    }

    public SampleTable Take(int[] rows) => this with { Rows = [.. rows.Select(row => Rows[row])] };

    public SampleTable Where(Func<string, bool> isKept) => this with { Rows = [.. Rows.Where(isKept)] };

    public SampleTable With(string row) => this with { Rows = [.. Rows, row] };

    public byte[] ToCsv() => System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Rows.Prepend(Header)) + "\n");

    /// <summary>Trains a version of it into a store, as users do.</summary>
    public async Task TrainAsync(TemporaryFolder folder, string storeFolder)
    {
        string project = folder[$"project-{Model}"];
        Directory.CreateDirectory(Path.Combine(project, "models", Model));
        Directory.CreateDirectory(Path.Combine(project, "data"));
        await File.WriteAllTextAsync(Path.Combine(project, "models", Model, "model.yaml"), Spec);
        await File.WriteAllBytesAsync(Path.Combine(project, "data/rows.csv"), ToCsv());
        var trained = await SlipwayProcess.RunAsync(folder.Path, "train", "--project", project, "--store", storeFolder);
        Assert.True(trained.ExitCode == 0, trained.Error);
    }

    private static SampleTable Read(string model, string file, string task, string data)
    {
        using var stream = File.OpenRead(PathOf(file));
        using var text = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        string[] lines = text.ReadToEnd().TrimEnd('\n').Split('\n');
        string spec = $$"""
            name: {{model}}
            task: {{task}}
            data: { source: data/rows.csv, {{data}} }
            train: { trainers: [linear], search: { trials: 1, maxSeconds: 600, folds: 2 } }
            """;
        return new SampleTable(model, lines[0], lines[1..], spec);
    }
}
