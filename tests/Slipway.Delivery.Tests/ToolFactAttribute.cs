namespace Slipway.Delivery.Tests;

/// <summary>A test that needs a program of the system; without it the test is skipped with its name, except where the gate requires tools.</summary>
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string program)
    {
        if (!ToolRun.IsInstalled(program) && Environment.GetEnvironmentVariable("SLIPWAY_REQUIRE_NODE") != "1")
        {
            Skip = $"'{program}' is not installed.";
        }
    }
}
