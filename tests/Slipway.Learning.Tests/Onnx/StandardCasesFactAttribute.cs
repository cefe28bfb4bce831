namespace Slipway.Learning.Tests.Onnx;

/// <summary>A test on the cases of Debian's package libonnx-testdata; without it the test is skipped, except where the gate asks for all.</summary>
internal sealed class StandardCasesFactAttribute : FactAttribute
{
    public const string Folder = "/usr/share/libonnx-testdata/data/node";

    public StandardCasesFactAttribute()
    {
        if (!Directory.Exists(Folder) && Environment.GetEnvironmentVariable("SLIPWAY_REQUIRE_NODE") != "1")
        {
            Skip = $"'{Folder}' is missing; install Debian's package libonnx-testdata.";
        }
    }
}
