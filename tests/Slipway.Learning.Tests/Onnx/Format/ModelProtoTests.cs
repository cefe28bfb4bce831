using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Format;

namespace Slipway.Learning.Tests.Onnx.Format;

public sealed class ModelProtoTests
{
    [Fact]
    public void ToBytes_OfAModelThatWasRead_GivesTheSameBytes()
    {
        byte[] bytes = OnnxExporter.Export(
            RandomModels.Schema(3), RandomModels.Steps, RandomModels.Ensemble(new Random(4), OutputLink.Softmax, 3));

        Assert.Equal(bytes, ModelProto.Read(bytes).ToBytes());
    }

    [Fact]
    public void Read_ListsThatAreNotPacked_GivesTheirValues()
    {
        var writer = new WireWriter();
        writer.String(1, "a");
        writer.Float(7, 1.5f);
        writer.Float(7, -2);
        writer.Int64(8, 3);
        writer.Int64(8, -4);

        var attribute = AttributeProto.Read(writer.Written);

        Assert.Equal([1.5f, -2], attribute.Floats);
        Assert.Equal([3, -4], attribute.Ints);
    }

    [Fact]
    public void Read_FieldThatIsUnknown_IsPassedOver()
    {
        var writer = new WireWriter();
        writer.Int64(1, 8);
        writer.Int64(99, 1);
        writer.Float(98, 1);
        writer.String(97, "later");
        writer.String(2, "someone");

        Assert.Equal("someone", ModelProto.Read(writer.Written).ProducerName);
    }

    [Fact]
    public void Read_LengthBeyondTheEnd_IsMalformed()
    {
        byte[] bytes = [0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x41];

        Assert.Equal("onnx.malformed", Assert.Throws<OnnxException>(() => ModelProto.Read(bytes)).Code);
    }
}
