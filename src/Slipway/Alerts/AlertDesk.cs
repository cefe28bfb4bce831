using Slipway.Learning.Results;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Telemetry;

namespace Slipway.Alerts;

/// <summary>
/// Where conditions are reported: remembers each as an alert, tells the channels once when it appears, again only after a while, and once
/// when
/// it is gone. Safe for several threads and processes.
/// </summary>
/// <remarks>A crash while the channels are being told leaves the notice pending; whoever next sees the condition tells it then.</remarks>
public sealed class AlertDesk(
    AlertStore alerts, ChampionSpecs specs, IReadOnlyList<IAlertChannel> channels, AlertOptions options, SlipwayMetrics metrics, TimeProvider time)
{
    private const int MaxAttempts = 50;

    /// <summary>Reports that a condition holds.</summary>
    /// <returns>The alert of the condition.</returns>
    public async Task<Alert> RaiseAsync(AlertCondition condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var changed = await ChangeAsync(
            condition.Fingerprint,
            current => AlertTransition.Seen(current, condition, time.GetUtcNow(), options.ReminderInterval),
            cancellationToken);
        return changed!;
    }

    /// <summary>Reports that a condition does not hold. Nothing happens when there is no open alert of it.</summary>
    public Task ResolveAsync(AlertKind kind, ModelName model, string subject, CancellationToken cancellationToken) => ChangeAsync(
        AlertCondition.FingerprintOf(kind, model, subject), current => AlertTransition.Gone(current, time.GetUtcNow()), cancellationToken);

    /// <summary>Resolves an alert because a person says so.</summary>
    /// <returns>The alert, or <c>alert.notFound</c>.</returns>
    public async Task<Result<Alert>> ResolveAsync(string fingerprint, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(fingerprint);
        return await ChangeAsync(fingerprint, current => AlertTransition.Gone(current, time.GetUtcNow()), cancellationToken) is { } alert
            ? alert
            : new Problem("alert.notFound", $"There is no alert '{fingerprint}'. 'slipway alerts list --all' shows those that there are.");
    }

    private async Task<Alert?> ChangeAsync(string fingerprint, Func<Alert?, AlertTransition> decide, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await alerts.FindAsync(fingerprint, cancellationToken);
            var transition = decide(stored?.Value);
            if (!transition.IsChanged)
            {
                return transition.Next;
            }

            if (await alerts.TryPutAsync(transition.Next!, stored?.ETag, cancellationToken) is { } etag)
            {
                return transition.Notice is { } notice
                    ? await TellAsync(transition.Next!, etag, notice, cancellationToken)
                    : transition.Next;
            }
        }

        throw new IOException($"The alert {fingerprint} is written by so many others that it could not be written; run it again.");
    }

    private async Task<Alert> TellAsync(Alert alert, Storage.ETag etag, AlertNotice notice, CancellationToken cancellationToken)
    {
        var recipients = (await specs.FindAsync(alert.Model, cancellationToken))?.Spec.Alerts ?? new AlertsSpec();
        metrics.CountAlert(alert.Model, alert.Kind, alert.Severity, notice);
        foreach (var channel in channels)
        {
            bool isSent = await channel.SendAsync(alert, notice, recipients, cancellationToken);
            metrics.CountNotice(channel.Name, isSent);
        }

        // When this condition does not hold, somebody has seen the condition again meanwhile; the notice is then at worst told twice.
        var told = alert with { Pending = null };
        await alerts.TryPutAsync(told, etag, cancellationToken);
        return told;
    }
}
