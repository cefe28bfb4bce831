using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;
using Slipway.Learning.Texts;

namespace Slipway.Learning.Onnx.Texts;

/// <summary>Counts the terms of texts, one text a row.</summary>
internal sealed class TextVectorizerOperator(int input, int output, TextVectorizer vectorizer) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        if (source.Rank != 1)
        {
            throw OnnxException.Invalid($"A Tokenizer is given {source.Rank} dimensions; one, with a text a row, is supported.");
        }

        int width = vectorizer.Width;
        values[output].SetShape(source.Length, width);
        var texts = Data<string>(values, input);
        var target = Data<float>(values, output);
        for (int row = 0; row < texts.Length; row++)
        {
            vectorizer.Write(texts[row], target.Slice(row * width, width));
        }
    }
}
