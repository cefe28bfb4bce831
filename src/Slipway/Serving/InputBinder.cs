using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Serving;

/// <summary>
/// Which feature, or part of a timestamp, feeds each input of a model. Settled once when a model is loaded. Immutable; thread-safe.
/// </summary>
internal sealed class InputBinder
{
    private readonly Binding[] _bindings;

    private InputBinder(Binding[] bindings) => _bindings = bindings;

    private enum Source
    {
        Number,
        Word,
        TimestampPart,
    }

    /// <summary>Finds a source for every input, or names all inputs that have none.</summary>
    public static Result<InputBinder> Bind(ModelSchema schema, IReadOnlyList<TensorInfo> inputs)
    {
        var sources = Sources(schema);
        var bindings = new Binding[inputs.Count];
        var problems = new List<Problem>();
        for (int i = 0; i < inputs.Count; i++)
        {
            var input = inputs[i];
            if (!sources.TryGetValue(input.Name, out bindings[i]))
            {
                problems.Add(new Problem(
                    "serving.inputUnbound",
                    $"The model takes '{input.Name}', which is no feature of its schema. Register it with a schema that has it."));
            }
            else if (input.Width != 1 || input.Element != Element(bindings[i].Source))
            {
                var element = Element(bindings[i].Source);
                problems.Add(new Problem(
                    "serving.inputType",
                    $"The model takes '{input.Name}' as {input.Element} of width {input.Width}; its feature gives one {element} a row."));
            }
        }

        return problems.Count > 0 ? Result<InputBinder>.Failure(problems) : new InputBinder(bindings);
    }

    /// <summary>The feature behind an input of the model; both 0-based.</summary>
    public int FeatureOf(int input) => _bindings[input].Feature;

    /// <summary>Whether an input of the model takes its feature as it is, a number.</summary>
    public bool IsNumber(int input) => _bindings[input].Source == Source.Number;

    /// <summary>Copies rows of a batch into a session that has room for them.</summary>
    public void Fill(OnnxSession session, FeatureBatch batch, int start, int rowCount)
    {
        for (int i = 0; i < _bindings.Length; i++)
        {
            var binding = _bindings[i];
            switch (binding.Source)
            {
                case Source.Number:
                    batch.Numbers(binding.Feature).Slice(start, rowCount).CopyTo(session.Floats(i));
                    break;
                case Source.Word:
                    batch.Words(binding.Feature).Slice(start, rowCount).CopyTo(session.Strings(i));
                    break;
                default:
                    FillParts(session.Floats(i), batch.Ticks(binding.Feature).Slice(start, rowCount), binding.Part);
                    break;
            }
        }
    }

    private static void FillParts(Span<float> input, ReadOnlySpan<long> ticks, TimestampPart part)
    {
        for (int row = 0; row < ticks.Length; row++)
        {
            input[row] = TimestampParts.Value(ticks[row], part);
        }
    }

    private static TensorElement Element(Source source) => source == Source.Word ? TensorElement.String : TensorElement.Float;

    private static Dictionary<string, Binding> Sources(ModelSchema schema)
    {
        var sources = new Dictionary<string, Binding>(StringComparer.Ordinal);
        for (int i = 0; i < schema.Features.Count; i++)
        {
            var feature = schema.Features[i];
            if (feature.Type != ColumnType.Timestamp)
            {
                bool isNumber = feature.Type is ColumnType.Number or ColumnType.Boolean;
                sources[feature.Name] = new(isNumber ? Source.Number : Source.Word, i, default);
                continue;
            }

            foreach (var part in TimestampParts.All)
            {
                // A column that happens to be named as a part is itself, as it was in training.
                sources.TryAdd(TimestampParts.InputName(feature.Name, part), new(Source.TimestampPart, i, part));
            }
        }

        return sources;
    }

    private readonly record struct Binding(Source Source, int Feature, TimestampPart Part);
}
