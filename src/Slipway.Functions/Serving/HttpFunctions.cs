using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Slipway.Functions.Access;

namespace Slipway.Functions.Serving;

/// <summary>
/// The HTTP functions. They differ in what the Functions host asks of callers; all hand their requests to the same endpoints, which hold
/// each of them to the roles that go with that.
/// </summary>
internal sealed class HttpFunctions(FunctionRequests requests)
{
    [Function(nameof(Health))]
    public Task Health([HttpTrigger(AuthorizationLevel.Anonymous, Route = FunctionRoutes.Health)] HttpRequest request) =>
        requests.AnswerAsync(request, HostVerification.None);

    [Function(nameof(Predict))]
    public Task Predict([HttpTrigger(AuthorizationLevel.Function, Route = FunctionRoutes.Predict)] HttpRequest request) =>
        requests.AnswerAsync(request, HostVerification.ToPredict);

    [Function(nameof(Infer))]
    public Task Infer([HttpTrigger(AuthorizationLevel.Function, Route = FunctionRoutes.Infer)] HttpRequest request) =>
        requests.AnswerAsync(request, HostVerification.ToPredict);

    [Function(nameof(Invocations))]
    public Task Invocations([HttpTrigger(AuthorizationLevel.Function, Route = FunctionRoutes.Invocations)] HttpRequest request) =>
        requests.AnswerAsync(request, HostVerification.ToPredict);

    [Function(nameof(Dashboard))]
    public Task Dashboard([HttpTrigger(AuthorizationLevel.Function, Route = FunctionRoutes.Dashboard)] HttpRequest request) =>
        requests.AnswerAsync(request, HostVerification.ToRead);

    [Function(nameof(Manage))]
    public Task Manage([HttpTrigger(AuthorizationLevel.Admin, Route = FunctionRoutes.Manage)] HttpRequest request) =>
        requests.AnswerAsync(request, HostVerification.ToOperate);
}
