using System.Globalization;

namespace Slipway.Benchmarks.Faults;

/// <summary>What a run does to the servers, and with how much data.</summary>
internal sealed record FaultOptions
{
    public bool OnAzurite { get; init; }

    public int SizeInMegabytes { get; init; } = 64;

    public int Workers { get; init; } = 4;

    public int Kills { get; init; } = 5;

    public int Seed { get; init; } = 1;

    /// <summary>A kill comes up to so much later than its place in the file is reached.</summary>
    public TimeSpan KillDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the storage service is away.</summary>
    public TimeSpan Outage { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the volume of the store is full.</summary>
    public TimeSpan FullFor { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How many files the scenario of many files drops.</summary>
    public int Files { get; init; } = 60;

    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Variables of the servers, beside those of this process.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the file to score and what became of it without faults are kept for later runs of the same size; null keeps nothing.</summary>
    public string? KeepFolder { get; init; }

    /// <summary>Where files are made; removed at the end.</summary>
    public string WorkFolder { get; init; } = Path.GetTempPath();

    public static FaultOptions Parse(IReadOnlyDictionary<string, string> given)
    {
        var options = new FaultOptions();
        var settings = new Dictionary<string, string>();
        foreach (var (name, value) in given)
        {
            options = name switch
            {
                "--store" => options with { OnAzurite = value == "azurite" },
                "--size-mb" => options with { SizeInMegabytes = Number(value) },
                "--workers" => options with { Workers = Number(value) },
                "--kills" => options with { Kills = Number(value) },
                "--seed" => options with { Seed = Number(value) },
                "--kill-delay-ms" => options with { KillDelay = TimeSpan.FromMilliseconds(Number(value)) },
                "--outage-seconds" => options with { Outage = TimeSpan.FromSeconds(Number(value)) },
                "--full-seconds" => options with { FullFor = TimeSpan.FromSeconds(Number(value)) },
                "--files" => options with { Files = Number(value) },
                "--patience-minutes" => options with { Patience = TimeSpan.FromMinutes(Number(value)) },
                "--keep" => options with { KeepFolder = value },
                "--work" => options with { WorkFolder = value },
                _ => Note(options, settings, name, value),
            };
        }

        return options with { Settings = settings };
    }

    private static FaultOptions Note(FaultOptions options, Dictionary<string, string> settings, string name, string value)
    {
        string setting = name switch
        {
            "--range-kb" => "RangeBytes",
            "--split-above-kb" => "SplitAboveBytes",
            _ => throw new ArgumentException($"'{name}' is no option."),
        };
        settings[$"Slipway__Scoring__{setting}"] = (Number(value) * 1024L).ToString(CultureInfo.InvariantCulture);
        return options;
    }

    private static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);
}
