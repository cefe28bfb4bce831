using System.Text;

namespace Slipway.Web.Tests;

/// <summary>
/// A real ONNX file that loads and answers with its input, and throws on inputs of 50 and above: it looks them up in a table of 50 rows.
/// </summary>
internal static class ThrowingModel
{
    public const int Limit = 50;

    private const int FloatType = 1;
    private const int Int64Type = 7;
    private const int IntAttribute = 2;

    public static byte[] Onnx { get; } = Message(
        Number(1, 8),
        Field(7, Message(
            Field(1, Node("Cast", ["size"], "place", Message(Text(1, "to"), Number(3, Int64Type), Number(20, IntAttribute)))),
            Field(1, Node("Gather", ["table", "place"], "prediction", Message(Text(1, "axis"), Number(3, 0), Number(20, IntAttribute)))),
            Text(2, "throwing"),
            Field(5, Message(Number(1, Limit), Number(2, FloatType), Text(8, "table"), Field(9, Table()))),
            Field(11, Value("size")),
            Field(12, Value("prediction")))),
        Field(8, Message(Number(2, 17))));

    private static byte[] Table() => [.. Enumerable.Range(0, Limit).SelectMany(i => BitConverter.GetBytes((float)i))];

    private static byte[] Node(string type, string[] inputs, string output, byte[] attribute) =>
        Message([.. inputs.Select(i => Text(1, i)), Text(2, output), Text(4, type), Field(5, attribute)]);

    private static byte[] Value(string name)
    {
        byte[] shape = Message(Field(1, Text(2, "N")), Field(1, Number(1, 1)));
        return Message(Text(1, name), Field(2, Field(1, Message(Number(1, FloatType), Field(2, shape)))));
    }

    private static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(f => f)];

    private static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static byte[] Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int field, byte[] content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Varint(int value) =>
        value < 128 ? [(byte)value] : [(byte)(value | 128), .. Varint(value >> 7)];
}
