using System.Text.Json;
using Slipway.Functions.Tests.Worker;

namespace Slipway.Functions.Tests.Serving;

/// <summary>The functions of the built app, from the metadata that its build made.</summary>
internal static class BuiltFunctions
{
    public static IReadOnlyList<WorkerFunction> All { get; } = Read();

    private static List<WorkerFunction> Read()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(HostDouble.WorkerFolder, "functions.metadata")));
        return [.. json.RootElement.EnumerateArray().Select(function => new WorkerFunction(
            function.GetProperty("name").GetString()!,
            "",
            [.. function.GetProperty("bindings").EnumerateArray().Select(b => b.GetRawText())]))];
    }
}
