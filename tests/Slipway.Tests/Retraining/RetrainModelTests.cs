using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Slipway.Alerts;
using Slipway.Audit;
using Slipway.Projects;
using Slipway.Retraining;
using Slipway.Rollouts;
using Slipway.Storage;
using Slipway.Telemetry;
using Slipway.Training;

namespace Slipway.Tests.Retraining;

public sealed class RetrainModelTests
{
    [Fact]
    public async Task Handle_BetterData_PromotesANewChampion()
    {
        var product = new Product("retrain: { on: [newData], minNewRows: 20 }");
        await product.TrainAsync();
        await product.DropAsync("line/march.csv", Product.Rows(40, seed: 2, "2026-03-01"));

        var outcome = Assert.Single(await product.Due.HandleAsync(1, default));

        Assert.Equal(("newData", 40), (outcome.Decision.Trigger, outcome.Decision.NewRows));
        Assert.Equal((RunStatus.Succeeded, 2), (outcome.Run!.Status, outcome.Run.Version));
        Assert.Equal(2, await product.ChampionAsync());
        Assert.StartsWith("newData: ", outcome.Run.Trigger, StringComparison.Ordinal);
        Assert.Equal(100, outcome.Run.Rows!.Total);
        var audit = await product.Audit.ReadAsync(0, default).ToListAsync();
        Assert.Contains(audit, r => r is { Action: AuditActions.AliasPromoted, To: "2" } && r.Reason!.Contains("newData", StringComparison.Ordinal));
        Assert.Contains(audit, r => r is { Action: AuditActions.ModelRetrained, From: "1", To: "2" });
        Assert.Empty(product.Channel.Told);
        Assert.Single(await product.Due.DecideAsync(default), d => d is { IsDue: false, NewRows: 0 });
    }

    [Fact]
    public async Task Handle_ScheduleThatCameHoursAgo_IsMeasuredAsOverdue()
    {
        // The figure is one that no other test measures, as all measure by the same meter.
        var late = TimeSpan.FromSeconds(3 * 3600 + 61);
        var product = new Product("retrain: { schedule: '0 0 13 * * *', minNewRows: 0, coolDown: 1m }");
        await product.TrainAsync();
        product.Time.Advance(TimeSpan.FromHours(1) + late);
        var measured = new ConcurrentBag<double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == Instruments.RetrainingOverdue.Name)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => measured.Add(value));
        listener.Start();

        await product.Due.HandleAsync(1, default);

        Assert.Contains(late.TotalSeconds, measured);
    }

    [Fact]
    public async Task Handle_CorruptedLabels_AreRefusedAndAlerted()
    {
        var product = new Product("retrain: { on: [newData], minNewRows: 20 }");
        var first = await product.TrainAsync();
        await product.DropAsync("line/march.csv", Product.Rows(40, seed: 2, "2026-03-01", isCorrupted: true));

        var outcome = Assert.Single(await product.Due.HandleAsync(1, default));

        Assert.Equal(RunStatus.Refused, outcome.Run!.Status);
        Assert.Equal(1, await product.ChampionAsync());
        Assert.Equal([AlertNotice.Opened], product.Channel.Notices);
        Assert.Equal(AlertKind.GateRefused, product.Channel.Told[0].Alert.Kind);
        var record = await product.Audit.ReadAsync(0, default).SingleAsync(r => r.Action == AuditActions.ModelRetrained);
        Assert.Null(record.To);
        Assert.Contains("refused", record.Reason, StringComparison.Ordinal);

        // Nothing new: what was refused is not tried again, however long one waits.
        product.Time.Advance(TimeSpan.FromDays(10));
        Assert.False(Assert.Single(await product.Due.DecideAsync(default)).IsDue);

        // Once somebody has taken the bad rows away, good ones are learnt from, and the alert is resolved.
        await product.Datasets.Models.ReturnToAsync(Product.Line, first.Lineage.DatasetVersion, default);
        await product.DropAsync("line/april.csv", Product.Rows(45, seed: 3, "2026-04-01"));
        outcome = Assert.Single(await product.Due.HandleAsync(1, default));
        Assert.Equal(RunStatus.Succeeded, outcome.Run!.Status);
        Assert.Equal([AlertNotice.Opened, AlertNotice.Resolved], product.Channel.Notices);
    }

    [Fact]
    public async Task Handle_PromoteChallenger_LeavesTheChampion()
    {
        var product = new Product("retrain: { on: [newData], minNewRows: 20, promote: challenger }");
        await product.TrainAsync();
        await product.DropAsync("line/march.csv", Product.Rows(40, seed: 2, "2026-03-01"));

        await product.Due.HandleAsync(1, default);

        Assert.Equal(1, await product.ChampionAsync());
        Assert.Equal(2, (await product.Registry.ResolveAsync(Product.Line, "challenger", default)).Value);
    }

    [Fact]
    public async Task Handle_PromoteCanary_StartsACanaryBesideTheChampion()
    {
        var product = new Product("retrain: { on: [newData], minNewRows: 20, promote: canary }");
        await product.TrainAsync();
        await product.DropAsync("line/march.csv", Product.Rows(40, seed: 2, "2026-03-01"));

        var outcome = Assert.Single(await product.Due.HandleAsync(1, default));

        var rollout = await product.Rollouts.FindAsync(Product.Line, default);
        Assert.Equal((RolloutPhase.Running, 1, 2), (rollout!.Phase, rollout.Champion, rollout.Spec.Version));
        Assert.Equal(1, await product.ChampionAsync());
        var audit = await product.Audit.ReadAsync(0, default).ToListAsync();
        Assert.Contains(outcome.Run!.Id, Assert.Single(audit, r => r.Action == AuditActions.RolloutStarted).Reason, StringComparison.Ordinal);
        Assert.Contains(rollout.Id, Assert.Single(audit, r => r.Action == AuditActions.ModelRetrained).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_PromoteCanaryOfRefusedVersion_StartsNone()
    {
        var product = new Product("retrain: { on: [newData], minNewRows: 20, promote: canary }");
        await product.TrainAsync();
        await product.DropAsync("line/march.csv", Product.Rows(40, seed: 2, "2026-03-01", isCorrupted: true));

        await product.Due.HandleAsync(1, default);

        Assert.Null(await product.Rollouts.FindAsync(Product.Line, default));
    }

    [Fact]
    public async Task Handle_DriftAgainAndAgain_IsHeldBackByTheCoolDown()
    {
        var product = new Product("retrain: { on: [drift], minNewRows: 0 }");
        await product.TrainAsync();
        int retrained = 0;
        for (int hour = 0; hour < 72; hour++)
        {
            await product.States.MarkAsync(Product.Line, RetrainTrigger.Drift, "5 of 9 columns have drifted", default);
            retrained += (await product.Due.HandleAsync(1, default)).Count(o => o.Run is not null);
            product.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(3, retrained);
    }

    [Fact]
    public async Task Handle_WhileAnotherProcessRetrains_IsAConflict()
    {
        var product = new Product();
        await product.TrainAsync();
        await using var lease = await product.Store.TryAcquireLeaseAsync(
            new ObjectPath("reports", "_locks/retrain/line"), TimeSpan.FromSeconds(60), default);

        var result = await product.Retrain.HandleAsync(Product.Line, RetrainModel.ManualTrigger, "because", "test", 1, null, default);

        Assert.Equal("retrain.running", Assert.Single(result.Problems).Code);
    }

    [Fact]
    public async Task Handle_DataThatDoesNotTrain_IsAlerted()
    {
        var product = new Product("retrain: { minNewRows: 0 }");
        await product.TrainAsync();
        await product.Store.DeleteAsync(
            new ObjectPath("data", $"{(await product.Datasets.Models.FindAsync(Product.Line, default))!.Value.Latest.Version}/manifest.json"), null, default);

        var run = (await product.Retrain.HandleAsync(Product.Line, RetrainModel.ManualTrigger, "because", "test", 1, null, default)).Value;

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal(AlertKind.RetrainFailed, Assert.Single(product.Channel.Told).Alert.Kind);
    }

    [Fact]
    public async Task Handle_UnknownModel_IsNotFound()
    {
        var result = await new Product().Retrain.HandleAsync(Product.Line, RetrainModel.ManualTrigger, "because", "test", 1, null, default);

        Assert.Equal("registry.modelNotFound", Assert.Single(result.Problems).Code);
    }
}
