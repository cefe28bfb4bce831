using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Slipway.Projects;

/// <summary>
/// What a version that is tried must keep to, each compared with the champion on the same traffic. A rail that is <see langword="null"/>
/// is not looked at. A rail breaks when it is beyond doubt that its limit is passed, however often one looks.
/// </summary>
public sealed record GuardRails
{
    /// <summary>
    /// By how much the share of requests that the version fails on, where the champion does not, may be above the champion's; failing is
    /// throwing and answering no finite number. Above 0, to 0.5. Default: 0.01.
    /// </summary>
    [Range(0.0, 0.5, MinimumIsExclusive = true)]
    [Description("By how much the share of requests that it fails on, where the champion does not, may be above the champion's.")]
    public double? ErrorRate { get; set; } = 0.01;

    /// <summary>How many times the champion's 95th and 99th percentile of the time to predict the version's may be, 1 or more. Default:
    /// 2.</summary>
    [Range(1.0, 1e6)]
    [Description("How many times the champion's 95th and 99th percentile of the time to predict its own may be.")]
    public double? LatencyRatio { get; set; } = 2;

    /// <summary>Times that differ by less milliseconds are as good as the same, whatever their ratio. 0 or more. Default: 2.</summary>
    [Range(0.0, 1e6)]
    [Description("Times to predict that differ by less milliseconds are as good as the same, whatever their ratio.")]
    public double LatencySlackMs { get; set; } = 2;

    /// <summary>
    /// How far the distribution of the answers may be from the champion's: the largest difference of the distribution functions, where
    /// values a twentieth of their range apart count as the same. Above 0, below 1. Default: 0.2.
    /// </summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    [Description("How far the distribution of its answers may be from the champion's, 0 to 1.")]
    public double? OutputShift { get; set; } = 0.2;

    /// <summary>
    /// By how much the mean loss may be above the champion's once outcomes are known, as a share of the champion's: for classes the share
    /// of wrong ones, for numbers the squared error. 0 or more. Default: 0.1.
    /// </summary>
    [Range(0.0, 1e6)]
    [Description("By how much its mean loss may be above the champion's once outcomes are known, as a share of the champion's.")]
    public double? LossIncrease { get; set; } = 0.1;
}
