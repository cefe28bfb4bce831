using System.Diagnostics;
using Slipway.Registry;

namespace Slipway.Telemetry;

/// <summary>The spans that Slipway traces. Costs next to nothing where nobody listens.</summary>
public static class SlipwayActivities
{
    /// <summary>The name of the source that all spans belong to.</summary>
    public const string SourceName = "Slipway";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Predicting the rows of a request: <c>predict</c>, with the model, the version and the number of rows.</summary>
    public static Activity? StartPredict(ModelManifest version, int rows)
    {
        ArgumentNullException.ThrowIfNull(version);
        var activity = Source.StartActivity("predict");
        return activity is null
            ? null
            : activity.SetTag("slipway.model", version.Model.Value).SetTag("slipway.version", version.Version).SetTag("slipway.rows", rows);
    }

    /// <summary>Scoring a range of a file: <c>score</c>, with the model.</summary>
    public static Activity? StartScore(ModelName model) => Source.StartActivity("score")?.SetTag("slipway.model", model.Value);

    /// <summary>A run of a scheduled job: <c>job</c>, with its name.</summary>
    public static Activity? StartJob(string job) => Source.StartActivity("job")?.SetTag("slipway.job", job);

    /// <summary>Training a model: <c>train</c>, with the model.</summary>
    public static Activity? StartTrain(ModelName model) => Source.StartActivity("train")?.SetTag("slipway.model", model.Value);
}
