using Slipway.Alerts;
using Slipway.Projects;

namespace Slipway.Tests.Alerts;

/// <summary>A channel that remembers what it was told.</summary>
internal sealed class RecordingChannel : IAlertChannel
{
    public List<(AlertNotice Notice, Alert Alert)> Told { get; } = [];

    public IEnumerable<AlertNotice> Notices => Told.Select(t => t.Notice);

    public bool IsBroken { get; set; }

    public string Name => "recording";

    public Task<bool> SendAsync(Alert alert, AlertNotice notice, AlertsSpec recipients, CancellationToken cancellationToken)
    {
        lock (Told)
        {
            Told.Add((notice, alert));
        }

        return Task.FromResult(!IsBroken);
    }
}
