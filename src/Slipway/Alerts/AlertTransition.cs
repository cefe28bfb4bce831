namespace Slipway.Alerts;

/// <summary>What becomes of an alert, and what the channels are told.</summary>
/// <param name="Next">The alert after it; null where there is none and none is made.</param>
/// <param name="Notice">What the channels are told; null for nothing.</param>
/// <param name="IsChanged">Whether there is something to write.</param>
public sealed record AlertTransition(Alert? Next, AlertNotice? Notice, bool IsChanged)
{
    /// <summary>How long a notice may be on its way before the process that sends it is taken for dead.</summary>
    public static readonly TimeSpan NoticePatience = TimeSpan.FromMinutes(5);

    /// <summary>The condition was seen.</summary>
    /// <param name="current">The alert as it is; null when there is none yet.</param>
    /// <param name="condition">What was seen.</param>
    /// <param name="now">When.</param>
    /// <param name="reminderInterval">The least time from one notice of an open alert to the next.</param>
    public static AlertTransition Seen(Alert? current, AlertCondition condition, DateTimeOffset now, TimeSpan reminderInterval)
    {
        ArgumentNullException.ThrowIfNull(condition);
        bool isOpen = current?.Status == AlertStatus.Open;
        AlertNotice? notice = !isOpen ? AlertNotice.Opened
            : IsAbandoned(current!, now) ? current!.Pending
            : condition.Severity > current!.Severity ? AlertNotice.Escalated
            : now - current.LastNotice >= reminderInterval ? AlertNotice.Reminder
            : null;
        var next = new Alert
        {
            Fingerprint = condition.Fingerprint,
            Kind = condition.Kind,
            Model = condition.Model,
            Subject = condition.Subject,
            Severity = condition.Severity,
            Title = condition.Title,
            Detail = condition.Detail,
            Status = AlertStatus.Open,
            FirstSeen = isOpen ? current!.FirstSeen : now,
            LastSeen = now,
            Count = isOpen ? current!.Count + 1 : 1,
            LastNotice = notice is null ? current!.LastNotice : now,
            Pending = notice ?? current!.Pending,
        };
        return new AlertTransition(next, notice, IsChanged: true);
    }

    /// <summary>The condition is gone, or a person says so.</summary>
    /// <param name="current">The alert as it is; null when there is none.</param>
    /// <param name="now">When.</param>
    public static AlertTransition Gone(Alert? current, DateTimeOffset now)
    {
        if (current is null)
        {
            return new AlertTransition(null, null, IsChanged: false);
        }

        if (current.Status == AlertStatus.Resolved && !IsAbandoned(current, now))
        {
            return new AlertTransition(current, null, IsChanged: false);
        }

        var next = current with
        {
            Status = AlertStatus.Resolved,
            ResolvedAt = current.ResolvedAt ?? now,
            LastNotice = now,
            Pending = AlertNotice.Resolved,
        };
        return new AlertTransition(next, AlertNotice.Resolved, IsChanged: true);
    }

    private static bool IsAbandoned(Alert alert, DateTimeOffset now) => alert.Pending is not null && now - alert.LastNotice >= NoticePatience;
}
