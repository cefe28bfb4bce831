using System.Reflection;
using System.Runtime.InteropServices;
using Slipway.Learning.Tables;

namespace Slipway.Training;

/// <summary>What a run ran on: enough to explain a difference later.</summary>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="OperatingSystem">The operating system and processor architecture.</param>
/// <param name="Processors">The processors that the process may use.</param>
/// <param name="Packages">Versions of the loaded libraries that take part in training, by name.</param>
public sealed record RunEnvironment(
    string Runtime, string OperatingSystem, int Processors, IReadOnlyDictionary<string, string> Packages)
{
    /// <summary>Describes the current process.</summary>
    public static RunEnvironment Capture() => new(
        RuntimeInformation.FrameworkDescription,
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}",
        Environment.ProcessorCount,
        new SortedDictionary<string, string>(
            new[] { typeof(Table).Assembly, typeof(RunEnvironment).Assembly, typeof(YamlDotNet.Core.Parser).Assembly }
                .ToDictionary(a => a.GetName().Name!, VersionOf),
            StringComparer.Ordinal));

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? assembly.GetName().Version?.ToString()
        ?? "unknown";
}
