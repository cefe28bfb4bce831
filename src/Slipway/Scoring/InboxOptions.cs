namespace Slipway.Scoring;

/// <summary>How the inbox is watched.</summary>
public sealed record InboxOptions
{
    /// <summary>Where hosts read these options from.</summary>
    public const string SectionName = "Slipway:Inbox";

    /// <summary>How long a file must stay as it is before it is scored, so that none is taken while it is copied.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the inbox is looked at.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);
}
