using System.Text.Json.Serialization;

namespace Slipway.Learning.Performance;

/// <summary>Reads and writes references without reflection.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PerformanceReference))]
internal sealed partial class PerformanceJsonContext : JsonSerializerContext;
