using System.Text.Json;
using Slipway.Functions.Tests.Worker;

namespace Slipway.Functions.Tests.Serving;

public sealed class FunctionMetadataTests
{
    [Fact]
    public void Metadata_OfTheBuiltApp_ListsTheFunctionsOfTheDesign()
    {
        Assert.Equal(
            [
                "Dashboard httpTrigger Function",
                "Health httpTrigger Anonymous",
                "Infer httpTrigger Function",
                "IngestTraining blobTrigger %SLIPWAY_TRAINING_CONTAINER%/{model}/{name} EventGrid Slipway",
                "Invocations httpTrigger Function",
                "Manage httpTrigger Admin",
                "Monitor timerTrigger %SLIPWAY_MONITOR_SCHEDULE%",
                "Predict httpTrigger Function",
                "ReportDrift queueTrigger %SLIPWAY_DRIFT_QUEUE% Slipway",
                "Retrain timerTrigger %SLIPWAY_RETRAIN_SCHEDULE%",
                "ScoreChunk queueTrigger %SLIPWAY_SCORE_QUEUE% Slipway",
                "ScoreInbox blobTrigger %SLIPWAY_INBOX_CONTAINER%/{model}/{name} EventGrid Slipway",
            ],
            BuiltFunctions.All.Select(Describe).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void HostJson_OfTheBuiltApp_HasNoRoutePrefixAndOpenTelemetry()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(HostDouble.WorkerFolder, "host.json")));

        Assert.Equal("OpenTelemetry", json.RootElement.GetProperty("telemetryMode").GetString());
        Assert.Equal("", json.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
    }

    private static string Describe(WorkerFunction function)
    {
        string[] properties = ["type", "authLevel", "schedule", "path", "queueName", "source", "connection"];
        return string.Join(' ', properties.Select(p => function[p]).Where(value => value is not null).Prepend(function.Name));
    }
}
