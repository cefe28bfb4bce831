using System.Text;
using System.Text.Json;
using Slipway.Audit;

namespace Slipway.Tests.Audit;

public sealed class CanonicalJsonTests
{
    // The expected texts are by Python 3's json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).
    [Theory]
    [InlineData("""{ "b": 1, "a": null, "hash": "x", "c": [true, {"z": 0, "y": "é/<"}] }""",
        """{"a":null,"b":1,"c":[true,{"y":"é/<","z":0}]}""")]
    [InlineData("""{"t":"q\" b\\ n\n r\r t\t f\f b\b u\u0001 d\u007f é\u00e9 \u2028"}""",
        "{\"t\":\"q\\\" b\\\\ n\\n r\\r t\\t f\\f b\\b u\\u0001 d\u007f éé \u2028\"}")]
    [InlineData("{}", "{}")]
    public void WriteWithout_Object_IsSortedAndCompact(string json, string expected)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.WriteWithout(document.RootElement, "hash")));
    }
}
