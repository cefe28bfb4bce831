using Slipway.Alerts;
using Slipway.Projects;
using Slipway.Retraining;
using Slipway.Telemetry;

namespace Slipway.Monitoring;

/// <summary>Tells what windows show: to metrics, alerts and the marks of retraining. Thread-safe.</summary>
internal sealed class WindowNews(RetrainStates retraining, AlertDesk alerts, SlipwayMetrics metrics)
{
    /// <summary>Tells everything that the last window shows.</summary>
    public async Task TellAsync(ModelSpec spec, IReadOnlyList<MonitoredWindow> windows, CancellationToken cancellationToken)
    {
        metrics.RecordWindow(spec.Name, windows[^1]);
        await TellAsync(spec, WindowFinding.Of(windows, spec), cancellationToken);
    }

    /// <summary>Tells what follows from outcomes that came late; of what does not depend on them everything was told.</summary>
    public async Task TellOfOutcomesAsync(ModelSpec spec, IReadOnlyList<MonitoredWindow> windows, CancellationToken cancellationToken)
    {
        if (WindowFinding.FindMeasured(windows) is { } measured)
        {
            metrics.RecordWindow(spec.Name, measured with { Verdict = null });
        }

        await TellAsync(spec, WindowFinding.OfOutcomes(windows, spec), cancellationToken);
    }

    private async Task TellAsync(ModelSpec spec, IEnumerable<WindowFinding> findings, CancellationToken cancellationToken)
    {
        foreach (var finding in findings)
        {
            if (finding.Title is { } title)
            {
                await alerts.RaiseAsync(
                    new AlertCondition(finding.Kind, spec.Name, finding.Subject, finding.Severity, title, finding.Detail), cancellationToken);
            }
            else
            {
                await alerts.ResolveAsync(finding.Kind, spec.Name, finding.Subject, cancellationToken);
            }

            if (finding is { Trigger: { } trigger })
            {
                await (finding.Title is null
                    ? retraining.ClearMarkAsync(spec.Name, trigger, cancellationToken)
                    : retraining.MarkAsync(spec.Name, trigger, finding.Detail, cancellationToken));
            }
        }
    }
}
