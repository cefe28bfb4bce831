using System.Text.Json;

namespace Slipway.Functions.Tests.Worker;

/// <summary>A function as the worker tells the host of it.</summary>
internal sealed record WorkerFunction(string Name, string Id, IReadOnlyList<string> RawBindings)
{
    /// <summary>Its trigger.</summary>
    public JsonElement Trigger { get; } = RawBindings.Select(raw => JsonDocument.Parse(raw).RootElement)
        .Single(b => b.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.Ordinal));

    /// <summary>The text of a property of the trigger; null where it has none.</summary>
    public string? this[string property] => Trigger.TryGetProperty(property, out var value) ? value.GetString() : null;
}
