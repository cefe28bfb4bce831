namespace Slipway.Web.OpenApi;

/// <summary>The table of all routes; a test holds it against those that are mapped.</summary>
internal static class Operations
{
    private const string Predictions = "Predictions";
    private const string Registry = "Registry";
    private const string Monitoring = "Monitoring";
    private const string Health = "Operations";

    public static IReadOnlyList<Operation> All { get; } =
    [
        new("GET", "/", Registry, "A page of what serves here and how to call it.", Operation.Html),
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
    ];
}
