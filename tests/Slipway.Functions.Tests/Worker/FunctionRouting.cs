using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Functions.Tests.Worker;

/// <summary>
/// Routes as the Functions host does: the routing of ASP.NET Core by templates, in which the first that matches wins, whatever their order.
/// So a request that more than one takes is an error here.
/// </summary>
internal static class FunctionRouting
{
    private static readonly ServiceProvider Services =
        new ServiceCollection().AddLogging().AddRouting().BuildServiceProvider();

    /// <summary>The function that takes a request; null when none does.</summary>
    public static string? Find(IEnumerable<WorkerFunction> functions, string method, PathString path)
    {
        var found = FindAll(functions, method, path);
        return found.Count > 1
            ? throw new InvalidOperationException($"{method} {path} is taken by {string.Join(", ", found)}.")
            : found.SingleOrDefault();
    }

    /// <summary>Every function whose route takes a request.</summary>
    public static IReadOnlyList<string> FindAll(IEnumerable<WorkerFunction> functions, string method, PathString path)
    {
        var found = new List<string>();
        foreach (var function in functions.Where(f => f["type"] == "httpTrigger"))
        {
            // The app accepts all methods at all its functions, so the host adds no constraint for them.
            Assert.False(function.Trigger.TryGetProperty("methods", out _), $"{function.Name} takes some methods only.");
            var route = new Route(
                new RouteHandler(_ => Task.CompletedTask), function["route"]!, Services.GetRequiredService<IInlineConstraintResolver>());
            var context = new RouteContext(new DefaultHttpContext { RequestServices = Services });
            (context.HttpContext.Request.Method, context.HttpContext.Request.Path) = (method, path);
            route.RouteAsync(context).GetAwaiter().GetResult();
            if (context.Handler is not null)
            {
                found.Add(function.Name);
            }
        }

        return found;
    }
}
