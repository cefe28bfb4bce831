using System.ComponentModel.DataAnnotations;
using Slipway.Configuration;

namespace Slipway.Alerts;

/// <summary>How alerts are sent.</summary>
public sealed class AlertOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "Slipway:Alerts";

    /// <summary>The environment variable that holds the secret that webhooks are signed with.</summary>
    public const string SecretVariable = "SLIPWAY_WEBHOOK_SECRET";

    /// <summary>The environment variable that holds the token by which alerts are posted to GitHub; it may write contents of the repository.</summary>
    public const string GitHubTokenVariable = "SLIPWAY_GITHUB_TOKEN";

    /// <summary>The least time from one notice of an alert that stays open to the next. Default: one day.</summary>
    [DurationRange("00:01:00", "366.00:00:00")]
    public TimeSpan ReminderInterval { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long one attempt to post may take. Default: 10 seconds.</summary>
    [DurationRange("00:00:00.1", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a notice is posted at most, the first time included. Default: 4.</summary>
    [Range(1, 10)]
    public int MaxAttempts { get; set; } = 4;

    /// <summary>The pause before the second attempt; it doubles with each one after. Default: 1 second.</summary>
    [DurationRange("00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The hosts that may be posted to; empty, the default, allows the host that a spec names.</summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>
    /// Whether hosts on private and loopback addresses may be posted to, and then also over http. Default: false, so that nobody who can
    /// edit
    /// a spec reaches what only this machine can.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }
}
