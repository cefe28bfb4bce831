namespace Slipway.Projects;

/// <summary>How a gate rule compares a metric with its threshold.</summary>
public enum GateOperator
{
    /// <summary><c>&gt;=</c></summary>
    AtLeast,

    /// <summary><c>&gt;</c></summary>
    Above,

    /// <summary><c>&lt;=</c></summary>
    AtMost,

    /// <summary><c>&lt;</c></summary>
    Below,
}
