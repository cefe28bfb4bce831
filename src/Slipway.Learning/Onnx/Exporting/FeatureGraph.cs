using Slipway.Learning.Models;
using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Texts;

namespace Slipway.Learning.Onnx.Exporting;

/// <summary>Writes feature steps as nodes. Neighbouring steps on numbers share their nodes, so that wide models stay small.</summary>
internal static class FeatureGraph
{
    /// <summary>Declares the inputs of the steps, each once, in the order of their first use.</summary>
    /// <exception cref="ArgumentException">An input is used both as a number and as a word, or a step is of an unknown kind.</exception>
    public static void DeclareInputs(GraphBuilder builder, IReadOnlyList<FeatureStep> steps)
    {
        var types = new Dictionary<string, TensorDataType>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            var type = step switch
            {
                NumberStep or MissingIndicatorStep => TensorDataType.Float,
                OneHotStep or OrdinalStep or TextStep or WordTableStep => TensorDataType.String,
                _ => throw new ArgumentException($"The step {step.GetType().Name} cannot be exported.", nameof(steps)),
            };
            if (types.TryAdd(step.Input, type))
            {
                builder.Input(step.Input, type);
            }
            else if (types[step.Input] != type)
            {
                throw new ArgumentException($"The input '{step.Input}' is used both as a number and as a word.", nameof(steps));
            }
        }
    }

    /// <summary>Adds the nodes of the steps; gives the name of the matrix of all features.</summary>
    public static string Write(GraphBuilder builder, IReadOnlyList<FeatureStep> steps)
    {
        var parts = new List<string>();
        for (int start = 0; start < steps.Count;)
        {
            int endExclusive = start + 1;
            while (endExclusive < steps.Count && IsBatch(steps[start], steps[endExclusive]))
            {
                endExclusive++;
            }

            parts.Add(steps[start] switch
            {
                NumberStep => WriteNumbers(builder, [.. steps.Skip(start).Take(endExclusive - start).Cast<NumberStep>()]),
                MissingIndicatorStep => WriteIndicators(builder, [.. steps.Skip(start).Take(endExclusive - start)]),
                OneHotStep oneHot => WriteOneHot(builder, oneHot),
                OrdinalStep ordinal => WriteOrdinal(builder, ordinal),
                TextStep text => WriteText(builder, text),
                WordTableStep table => WriteTable(builder, table),
                _ => throw new ArgumentException($"The step {steps[start].GetType().Name} cannot be exported.", nameof(steps)),
            });
            start = endExclusive;
        }

        return Join(builder, "features", parts);
    }

    private static bool IsBatch(FeatureStep first, FeatureStep next) =>
        (first is NumberStep && next is NumberStep) || (first is MissingIndicatorStep && next is MissingIndicatorStep);

    private static string WriteNumbers(GraphBuilder builder, NumberStep[] steps)
    {
        long[] dims = [steps.Length];
        string value = Join(builder, "numbers", [.. steps.Select(step => step.Input)]);
        if (Array.Exists(steps, step => step.Fill is not null))
        {
            value = builder.MlNode(
                "Imputer",
                "filled",
                [value],
                AttributeProto.Of("imputed_value_floats", steps.Select(step => step.Fill ?? float.NaN)),
                AttributeProto.Of("replaced_value_float", float.NaN));
        }

        if (Array.Exists(steps, step => step.Offset != 0))
        {
            string offsets = builder.Constant("offsets", dims, steps.Select(step => step.Offset));
            value = builder.Node("Sub", "centred", [value, offsets]);
        }

        if (Array.Exists(steps, step => step.Scale != 1))
        {
            string scales = builder.Constant("scales", dims, steps.Select(step => step.Scale));
            value = builder.Node("Mul", "scaled", [value, scales]);
        }

        return value;
    }

    private static string WriteIndicators(GraphBuilder builder, FeatureStep[] steps)
    {
        string value = Join(builder, "indicated", [.. steps.Select(step => step.Input)]);
        value = builder.Node("IsNaN", "isMissing", [value]);
        return builder.Node("Cast", "missing", [value], AttributeProto.Of("to", (long)TensorDataType.Float));
    }

    private static string WriteOneHot(GraphBuilder builder, OneHotStep step)
    {
        long unseen = step.Categories.Count;
        string[] keys = Keys(step.Categories);
        var positions = step.Categories.Count == 0 ? [unseen] : Enumerable.Range(0, keys.Length).Select(index => (long)index);
        string position = builder.MlNode(
            "LabelEncoder",
            step.Input + "/position",
            [step.Input],
            AttributeProto.Of("keys_strings", keys),
            AttributeProto.Of("values_int64s", positions),
            AttributeProto.Of("default_int64", unseen));
        string depth = builder.Constant(step.Input + "/depth", [1], [unseen + 1]);
        string offAndOn = builder.Constant(step.Input + "/offAndOn", [2], [0f, 1f]);
        string cube = builder.Node("OneHot", step.Input + "/cube", [position, depth, offAndOn]);
        return builder.Node("Flatten", step.Input + "/oneHot", [cube]);
    }

    private static string WriteOrdinal(GraphBuilder builder, OrdinalStep step)
    {
        string[] keys = Keys(step.Categories);
        var positions = step.Categories.Count == 0 ? [0f] : Enumerable.Range(1, keys.Length).Select(position => (float)position);
        return builder.MlNode(
            "LabelEncoder",
            step.Input + "/ordinal",
            [step.Input],
            AttributeProto.Of("keys_strings", keys),
            AttributeProto.Of("values_floats", positions),
            AttributeProto.Of("default_float", 0f));
    }

    private static string WriteTable(GraphBuilder builder, WordTableStep step)
    {
        string[] keys = Keys(step.Categories);
        var rows = step.Categories.Count == 0 ? [0L] : Enumerable.Range(1, keys.Length).Select(row => (long)row);
        string row = builder.MlNode(
            "LabelEncoder",
            step.Input + "/row",
            [step.Input],
            AttributeProto.Of("keys_strings", keys),
            AttributeProto.Of("values_int64s", rows),
            AttributeProto.Of("default_int64", 0L));
        string table = builder.Constant(step.Input + "/table", [step.Categories.Count + 1, step.Width], step.Table);
        string found = builder.Node("Gather", step.Input + "/found", [table, row], AttributeProto.Of("axis", 0L));
        return builder.Node("Flatten", step.Input + "/values", [found]);
    }

    private static string WriteText(GraphBuilder builder, TextStep step)
    {
        var terms = new TextTerms(step);
        var spellings = WordSpellings.Of(terms.Words).OrderBy(spelling => spelling.Value).ThenBy(spelling => spelling.Key, StringComparer.Ordinal)
            .ToArray();
        string name = step.Input;
        string texts = builder.Node("Reshape", name + "/texts", [name, builder.Constant(name + "/flat", [1], [-1L])]);

        // Of the locales only this one is on every system.
        string small = builder.Node(
            "StringNormalizer",
            name + "/small",
            [texts],
            AttributeProto.Of("case_change_action", "LOWER"),
            AttributeProto.Of("locale", "C"));
        string words = builder.MicrosoftNode(
            "Tokenizer",
            name + "/words",
            [small],
            AttributeProto.Of("mark", 0L),
            AttributeProto.Of("mincharnum", 1L),
            AttributeProto.Of("pad_value", ""),
            AttributeProto.Of("tokenexp", RuneClass.WordsPattern + "+"));
        string numbers = builder.MlNode(
            "LabelEncoder",
            name + "/numbers",
            [words],
            AttributeProto.Of("keys_strings", spellings.Select(spelling => spelling.Key)),
            AttributeProto.Of("values_int64s", spellings.Select(spelling => spelling.Value + 1L)),
            AttributeProto.Of("default_int64", 0L));
        bool hasPairs = terms.SingleCount < step.Width;
        string counts = builder.Node(
            "TfIdfVectorizer",
            name + "/counts",
            [numbers],
            AttributeProto.Of("mode", "TFIDF"),
            AttributeProto.Of("min_gram_length", 1L),
            AttributeProto.Of("max_gram_length", hasPairs ? 2L : 1L),
            AttributeProto.Of("max_skip_count", 0L),
            AttributeProto.Of("ngram_counts", hasPairs ? new long[] { 0, terms.SingleCount } : [0]),
            AttributeProto.Of("ngram_indexes", Enumerable.Range(0, step.Width).Select(index => (long)index)),
            AttributeProto.Of("pool_int64s", terms.Grams.SelectMany(gram => gram).Select(word => word + 1L)),
            AttributeProto.Of("weights", step.Weights));
        return builder.MlNode("Normalizer", name + "/terms", [counts], AttributeProto.Of("norm", "L2"));
    }

    /// <summary>The keys of an encoder, which needs at least one: the missing word stands in, with the value of the unseen.</summary>
    private static string[] Keys(IReadOnlyList<string> categories) => categories.Count == 0 ? [""] : [.. categories];

    private static string Join(GraphBuilder builder, string name, IReadOnlyList<string> parts) =>
        parts.Count == 1 ? parts[0] : builder.Node("Concat", name, parts, AttributeProto.Of("axis", 1L));
}
