using Slipway.Access;

namespace Slipway.Functions.Access;

/// <summary>What the Functions host asked of a request before it handed it to a function.</summary>
/// <param name="Actor">What it asked for, as the audit record names it.</param>
/// <param name="Roles">What a caller who could show it may do.</param>
internal sealed record HostVerification(string Actor, AccessRole[] Roles)
{
    /// <summary>Nothing: open probes only.</summary>
    public static HostVerification None { get; } = new("platform:anyone", []);

    /// <summary>A key of the app or of the function, where predictions are asked for.</summary>
    public static HostVerification ToPredict { get; } = new("platform:function-key", [AccessRole.Predict]);

    /// <summary>A key of the app or of the function, where the product is looked at.</summary>
    public static HostVerification ToRead { get; } = new("platform:function-key", [AccessRole.Read]);

    /// <summary>The master key.</summary>
    public static HostVerification ToOperate { get; } = new("platform:master-key", [AccessRole.Operate]);
}
