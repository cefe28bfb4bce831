using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Projects;

namespace Slipway.PredictionLog;

/// <summary>
/// What is logged of a version's predictions, settled once when it is loaded. Immutable; safe to use from several threads.
/// </summary>
public sealed class RecordingPlan
{
    private RecordingPlan(
        ModelSchema schema, double sampleRate, LogDurability durability, LoggedFeature[] features, IReadOnlyList<string> unknown)
    {
        (SampleRate, Durability, Features, UnknownRedactions) = (sampleRate, durability, features, unknown);
        Labels = [.. schema.Classes.Select(RecordLines.Quote)];
        ClassKeys = [.. schema.Classes.Select(Key)];
    }

    /// <summary>The share of predictions that is logged.</summary>
    public double SampleRate { get; }

    /// <summary>When a prediction is answered.</summary>
    public LogDurability Durability { get; }

    /// <summary>
    /// The names to redact that the version does not know. Perhaps one is misspelt, and what it means must not be logged: no inputs are.
    /// </summary>
    public IReadOnlyList<string> UnknownRedactions { get; }

    /// <summary>Whether any feature is logged.</summary>
    public bool LogsInputs => Features.Length > 0;

    internal LoggedFeature[] Features { get; }

    /// <summary>The classes as JSON strings.</summary>
    internal byte[][] Labels { get; }

    /// <summary>The classes as the keys of an object.</summary>
    internal byte[][] ClassKeys { get; }

    /// <summary>Makes the plan of a version by its spec.</summary>
    public static RecordingPlan Create(ModelSchema schema, ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(spec);
        var log = spec.Serve.Log;
        var known = schema.Features.Select(f => f.Name).Concat(spec.Data.Ignore).Append(spec.Data.Time).Append(spec.Data.Weight)
            .ToHashSet(StringComparer.Ordinal);
        string[] unknown = [.. log.Redact.Where(name => !known.Contains(name))];
        var redacted = log.Redact.ToHashSet(StringComparer.Ordinal);
        bool logsInputs = log.Inputs && unknown.Length == 0;
        LoggedFeature[] features = logsInputs
            ? [.. schema.Features.Select((feature, i) => (feature, i)).Where(f => !redacted.Contains(f.feature.Name))
                .Select((f, place) => new LoggedFeature(f.i, f.feature.Type, Key(f.feature.Name, place)))]
            : [];
        return new RecordingPlan(schema, log.SampleRate, log.Durability, features, unknown);
    }

    /// <summary>The plan where no spec says which inputs may be logged: all predictions, without their inputs.</summary>
    public static RecordingPlan OutputsOnly(ModelSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new RecordingPlan(schema, 1, LogDurability.Buffered, [], []);
    }

    /// <summary>A name as the key of an object's n-th property, from the comma before it to the colon.</summary>
    private static byte[] Key(string name, int place) => [.. place == 0 ? ""u8 : ","u8, .. RecordLines.Quote(name), (byte)':'];

    /// <param name="Index">Its place in the schema.</param>
    /// <param name="Type">What its values are.</param>
    /// <param name="Key">Its name as a key of the inputs.</param>
    internal readonly record struct LoggedFeature(int Index, ColumnType Type, byte[] Key);
}
