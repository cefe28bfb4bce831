namespace Slipway.Functions.Serving;

/// <summary>
/// Which paths each HTTP function takes. The Functions host tries routes in no order that an app controls, so each path is in exactly one
/// of them; together they are all paths. Methods are left to the endpoints, which answer 405 themselves.
/// </summary>
internal static class FunctionRoutes
{
    public const string Health = "{*path:regex(^(" + HealthPaths + ")/?$)}";
    public const string Predict = "{*path:regex(^(" + PredictPaths + ")/?$)}";
    public const string Infer = "{*path:regex(^(?!(" + HealthPaths + "|" + ManagePaths + ")/?$)(" + InferPaths + ")/?$)}";
    public const string Invocations = "{*path:regex(^(" + InvocationPaths + ")/?$)}";
    public const string Manage = "{*path:regex(^(" + ManagePaths + ")/?$)}";

    // The root is the empty path, which a constraint does not accept, so it goes by a name that nothing else has.
    public const string Dashboard =
        "{*path:regex(^(?!(" + HealthPaths + "|" + PredictPaths + "|" + InferPaths + "|" + InvocationPaths + "|" + ManagePaths
        + ")/?$).*$)=home}";

    private const string HealthPaths = "health(/(live|ready))?|v2/health/(live|ready)|ping|models/[^/]+/(ping|health)";
    private const string PredictPaths = "api/models/[^/]+/(predict|feedback)";
    private const string InferPaths = "v[12](/.*)?";
    private const string InvocationPaths = "(models/[^/]+/)?(invocations|version)";
    private const string ManagePaths =
        "api/models/[^/]+/(aliases/[^/]+|rollback|rollout(/(abort|promote))?)|v2/repository/models/[^/]+/(un)?load";
}
