namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>Something that a deployment would stumble over, and where.</summary>
internal sealed record Finding(string File, int Line, string Rule, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Rule}: {Message}";
}
