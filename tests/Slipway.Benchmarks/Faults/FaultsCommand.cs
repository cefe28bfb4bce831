namespace Slipway.Benchmarks.Faults;

/// <summary><c>faults &lt;scenario&gt; [--option value]...</c></summary>
internal static class FaultsCommand
{
    private static readonly Dictionary<string, Func<FaultOptions, Task>> Scenarios = new()
    {
        ["kill"] = KillScenario.RunAsync,
        ["outage"] = OutageScenario.RunAsync,
        ["duplicates"] = DuplicateScenario.RunAsync,
        ["many"] = ManyFilesScenario.RunAsync,
        ["full"] = DiskFullScenario.RunAsync,
        ["identical"] = IdenticalScenario.RunAsync,
        ["large"] = LargeFileScenario.RunAsync,
    };

    public static async Task<int> RunAsync(string[] arguments)
    {
        bool isNamed = arguments.Length > 0 && Scenarios.ContainsKey(arguments[0]);
        if (!isNamed || arguments.Length % 2 == 0)
        {
            Console.Error.WriteLine($"Give a scenario ({string.Join(", ", Scenarios.Keys)}), then pairs of an option and its value.");
            return 2;
        }

        var options = FaultOptions.Parse(arguments.Skip(1).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]));
        try
        {
            await Scenarios[arguments[0]](options);
            return 0;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or TimeoutException or IOException)
        {
            Console.Error.WriteLine($"FAILED: {e.GetType().Name}: {e.Message}");
            return 1;
        }
    }
}
