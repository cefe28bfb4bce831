using Slipway.Learning.Onnx.Exporting;
using Slipway.Learning.Onnx.Format;

namespace Slipway.Learning.Onnx.Texts;

/// <summary>
/// Nodes from texts to the counts of their terms: they are compiled into one operator, so that the tokens of a batch, of which the longest
/// text decides the width, never stand in memory together.
/// </summary>
/// <param name="Normalizer">Changes the case, where there is one.</param>
/// <param name="Tokenizer">Splits.</param>
/// <param name="Encoder">Numbers the tokens, where there is one.</param>
/// <param name="Vectorizer">Counts.</param>
internal sealed record TextChain(NodeProto? Normalizer, NodeProto Tokenizer, NodeProto? Encoder, NodeProto Vectorizer)
{
    /// <summary>The nodes of a graph, those of each chain joined into one.</summary>
    public static IReadOnlyList<(NodeProto Node, TextChain? Chain)> Join(GraphProto graph)
    {
        var makers = new Dictionary<string, NodeProto>(StringComparer.Ordinal);
        var uses = graph.Outputs.Select(output => output.Name).ToList();
        foreach (var node in graph.Nodes)
        {
            uses.AddRange(node.Inputs);
            foreach (string output in node.Outputs)
            {
                makers.TryAdd(output, node);
            }
        }

        var usedOnce = uses.CountBy(name => name).Where(use => use.Value == 1).Select(use => use.Key).ToHashSet(StringComparer.Ordinal);
        NodeProto? Before(NodeProto node, string type) =>
            node.Inputs is [var input, ..] && usedOnce.Contains(input) && makers.TryGetValue(input, out var maker) && maker.OperatorType == type
                ? maker
                : null;

        var chains = new Dictionary<NodeProto, TextChain>(ReferenceEqualityComparer.Instance);
        var parts = new HashSet<NodeProto>(ReferenceEqualityComparer.Instance);
        foreach (var vectorizer in graph.Nodes.Where(node => node.OperatorType == "TfIdfVectorizer"))
        {
            var encoder = Before(vectorizer, "LabelEncoder");
            if (Before(encoder ?? vectorizer, "Tokenizer") is { Domain: GraphBuilder.MicrosoftDomain } tokenizer)
            {
                var chain = new TextChain(Before(tokenizer, "StringNormalizer"), tokenizer, encoder, vectorizer);
                chains.Add(vectorizer, chain);
                parts.UnionWith(new[] { chain.Normalizer, tokenizer, encoder }.OfType<NodeProto>());
            }
        }

        return
        [
            .. graph.Nodes.Where(node => !parts.Contains(node))
                .Select(node => chains.TryGetValue(node, out var chain) ? (chain.ToNode(), chain) : (node, null)),
        ];
    }

    private NodeProto ToNode()
    {
        var node = new NodeProto { OperatorType = Vectorizer.OperatorType, Name = Vectorizer.Name };
        node.Inputs.AddRange((Normalizer ?? Tokenizer).Inputs);
        node.Outputs.AddRange(Vectorizer.Outputs);
        return node;
    }
}
