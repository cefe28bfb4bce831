namespace Slipway.Learning.Onnx.Importing;

/// <summary>Tells the inputs that are texts, which are split into words, from those that are categories.</summary>
internal static class TextInputs
{
    private static readonly string[] Passing = ["Flatten", "Identity", "Reshape", "Squeeze", "StringNormalizer", "Unsqueeze"];

    /// <summary>Whether the terms of an input are counted.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputIndex">The index in <see cref="OnnxModel.Inputs"/>.</param>
    public static bool IsText(OnnxModel model, int inputIndex)
    {
        var slots = new HashSet<int> { model.Graph.Inputs[inputIndex].Slot };
        foreach (var node in model.Graph.Nodes.Where(node => slots.Contains(node.Inputs[0])))
        {
            if (node.Type == "TfIdfVectorizer")
            {
                return true;
            }

            if (Passing.Contains(node.Type))
            {
                slots.Add(node.Outputs[0]);
            }
        }

        return false;
    }
}
