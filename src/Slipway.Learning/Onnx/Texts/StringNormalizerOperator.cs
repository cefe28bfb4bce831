using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;
using Slipway.Learning.Texts;

namespace Slipway.Learning.Onnx.Texts;

/// <summary>Changes the case of texts and leaves some of them out; one empty text is left where all would be.</summary>
internal sealed class StringNormalizerOperator(int input, int output, LetterCase letterCase, HashSet<string> stopWords, bool ignoresCase)
    : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        bool isRow = source.Rank == 2 && source.Dims[0] == 1;
        if (source.Rank != 1 && !isRow)
        {
            throw OnnxException.Invalid($"A StringNormalizer is given {source.Rank} dimensions; it takes [texts] or [1, texts].");
        }

        var kept = new List<string>(source.Length);
        foreach (string text in Data<string>(values, input))
        {
            if (!stopWords.Contains(ignoresCase ? LetterCase.Lower.Apply(text) : text))
            {
                kept.Add(letterCase.Apply(text));
            }
        }

        if (kept.Count == 0)
        {
            kept.Add("");
        }

        values[output].SetShape(isRow ? [1, kept.Count] : [kept.Count]);
        kept.CopyTo(Data<string>(values, output));
    }
}
