namespace Slipway.Web.OpenApi;

/// <summary>The table of all routes; a test holds it against those that are mapped.</summary>
internal static class Operations
{
    private const string Predictions = "Predictions";
    private const string Registry = "Registry";
    private const string Monitoring = "Monitoring";
    private const string Health = "Operations";
    private const string Rollouts = "Rollouts";
    private const string OpenInference = "Open Inference Protocol";
    private const string KServe = "KServe V1";
    private const string Mlflow = "MLflow scoring protocol";

    public static IReadOnlyList<Operation> All { get; } =
    [
        new("GET", "/", Registry, "What serves here and how to call it: a page, or JSON where no page is asked for.", Operation.Html),
        new("POST", "/api/models/{model}/predict", Predictions, "Predicts one row, an array of rows, or a CSV table.", Body: Operation.Json),
        new("POST", "/api/models/{model}/feedback", Predictions, "Takes actual outcomes by prediction id.", Body: Operation.Json),
        new("GET", "/api/models", Registry, "Lists the models."),
        new("GET", "/api/models/{model}", Registry, "A model: its versions, its aliases, its champion."),
        new("GET", "/api/models/{model}/schema", Registry, "What the champion, or the version asked for, takes and answers."),
        new("GET", "/api/models/{model}/versions/{version}", Registry, "The manifest of a version."),
        new("GET", "/api/models/{model}/versions/{version}/schema", Registry, "What a version takes and answers."),
        new("GET", "/api/models/{model}/versions/{version}/card", Registry, "The model card of a version, a page.", Operation.Html),
        new("PUT", "/api/models/{model}/aliases/{alias}", Registry, "Promotes a version: points an alias to it.", Body: Operation.Json),
        new("POST", "/api/models/{model}/rollback", Registry, "Points an alias back to where it pointed before.", Body: Operation.Json),
        new("GET", "/api/models/{model}/drift", Monitoring, "The latest drift report."),
        new("GET", "/reports/{model}", Monitoring, "The drift reports of a model."),
        new("GET", "/reports/{model}/{name}", Monitoring, "A drift report: a page, or JSON where the name ends in .json.", Operation.Html),
        new("GET", "/health/live", Health, "Whether the process runs."),
        new("GET", "/health/ready", Health, "Whether it has read the registry and can answer."),
        new("GET", "/metrics", Health, "What this process measured since its start, for Prometheus.", Operation.Text),
        new("GET", "/openapi.json", Health, "This description."),
        new("GET", "/docs", Health, "This description as a page.", Operation.Html),
        new("POST", "/sign-in", Health, "Signs a browser in with a key.", Operation.Html, Operation.Form),
        new("POST", "/sign-out", Health, "Signs a browser out.", Operation.Html),
        new("GET", "/api/models/{model}/rollout", Rollouts, "The rollout of a model: what was asked, and what is seen."),
        new("PUT", "/api/models/{model}/rollout", Rollouts, "Starts a rollout: shadow, canary or A/B.", Body: Operation.Json),
        new("DELETE", "/api/models/{model}/rollout", Rollouts, "Ends a rollout; the champion answers all."),
        new("POST", "/api/models/{model}/rollout/abort", Rollouts, "Ends a rollout, with a reason in the body.", Body: Operation.Json),
        new("POST", "/api/models/{model}/rollout/promote", Rollouts, "Makes a version of a rollout the champion.", Body: Operation.Json),
        new("GET", "/v2", OpenInference, "The server and its extensions."),
        new("GET", "/v2/health/live", OpenInference, "Whether the process runs."),
        new("GET", "/v2/health/ready", OpenInference, "Whether it can answer."),
        new("GET", "/v2/models", OpenInference, "Lists the models."),
        .. OfModel("/v2/models/{model}", ""),
        .. OfModel("/v2/models/{model}/versions/{version}", ", of a version"),
        new("POST", "/v2/repository/index", OpenInference, "Lists the models and whether they are ready.", Body: Operation.Json),
        new("POST", "/v2/repository/models/{model}/load", OpenInference, "Reads the registry anew.", Body: Operation.Json),
        new("POST", "/v2/repository/models/{model}/unload", OpenInference, "Not done here: aliases say what serves.", Body: Operation.Json),
        new("GET", "/v1/models", KServe, "Lists the models."),
        new("GET", "/v1/models/{model}", KServe, "Whether a model is ready."),
        new("POST", "/v1/models/{model}:predict", KServe, "Predicts instances.", Body: Operation.Json),
        new("POST", "/v1/models/{model}:explain", KServe, "Predicts rows, and says how much each feature moved the answers.", Body: Operation.Json),
        .. OfRoot("", "the default model"),
        .. OfRoot("/models/{model}", "a model"),
    ];

    private static Operation[] OfModel(string path, string whose) =>
    [
        new("GET", path, OpenInference, $"The tensors of a model{whose}."),
        new("GET", path + "/ready", OpenInference, $"Whether a model is ready{whose}."),
        new("POST", path + "/infer", OpenInference, $"Predicts the rows of tensors{whose}.", Body: Operation.Json),
    ];

    private static Operation[] OfRoot(string root, string whose) =>
    [
        new("GET", root + "/ping", Mlflow, $"Whether {whose} can answer."),
        new("GET", root + "/health", Mlflow, $"Whether {whose} can answer."),
        new("GET", root + "/version", Mlflow, "The version of the server."),
        new("POST", root + "/invocations", Mlflow, $"Predicts by {whose}: JSON of four forms, or CSV.", Body: Operation.Json),
    ];
}
