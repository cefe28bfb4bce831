using System.Buffers;
using System.Text;
using System.Text.Json;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Serving;

namespace Slipway.Tests.Serving;

public sealed class AnswerTextsTests
{
    private static readonly Guid Id = new("019119a2-ead8-7c62-9413-7e27aefb5f05");

    [Fact]
    public void Write_Classes_WritesWhatTheJsonWriterWould()
    {
        string[] classes = ["plain", "\"quoted\\\"", "größer", "</script>", "line\nbreak", "😀"];
        float[] values = [0, 1, 0.1f, 1e-8f, 0.33333334f, 1.4e-45f, 0.9999999f, 1e-5f, 0.5f, 0.25f, 3, 0];
        var predictions = Predict(new ModelSchema(LearningTask.Multiclass, "label", Features(), classes), values);

        for (int row = 0; row < 2; row++)
        {
            int rowIndex = row;
            Assert.Equal(Expected(writer =>
            {
                writer.WriteString("label", classes[predictions.LabelIndex(rowIndex)]);
                writer.WriteStartObject("probabilities");
                for (int i = 0; i < classes.Length; i++)
                {
                    writer.WriteNumber(classes[i], predictions.Row(rowIndex)[i]);
                }

                writer.WriteEndObject();
            }), Written(predictions, rowIndex));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-12.5f)]
    [InlineData(float.MaxValue)]
    [InlineData(-1.17549e-38f)]
    [InlineData(1e-5f)]
    public void Write_Value_WritesWhatTheJsonWriterWould(float value)
    {
        var predictions = Predict(new ModelSchema(LearningTask.Regression, "label", Features(), []), value);

        Assert.Equal(Expected(writer => writer.WriteNumber("value", value)), Written(predictions, 0));
    }

    private static FeatureSchema[] Features() => [new FeatureSchema("x", ColumnType.Number)];

    private static Predictions Predict(ModelSchema schema, params float[] values)
    {
        var predictions = new Predictions(schema);
        values.CopyTo(predictions.Prepare(values.Length / predictions.Width));
        return predictions;
    }

    private static string Written(Predictions predictions, int row)
    {
        var output = new ArrayBufferWriter<byte>();
        new AnswerTexts(predictions.Schema).Write(output, predictions, row, Id);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Expected(Action<Utf8JsonWriter> writeRest)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = AnswerTexts.Encoder });
        writer.WriteStartObject();
        writer.WriteString("id", Id);
        writeRest(writer);
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
