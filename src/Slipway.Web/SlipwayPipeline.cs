using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Web.Access;
using Slipway.Web.Limits;
using Slipway.Web.Problems;

namespace Slipway.Web;

/// <summary>The way of a request through the product, from its arrival to its endpoint; the same in every host.</summary>
public static class SlipwayPipeline
{
    /// <summary>Adds the whole way: failures, sign-in, limits and endpoints. Nothing that is added behind it is reached.</summary>
    public static IApplicationBuilder UseSlipway(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var options = app.ApplicationServices.GetRequiredService<SlipwayWebOptions>();
        app.UseMiddleware<DrainMiddleware>();
        app.UseSlipwayProblems();
        if (!options.AllowRemote && IPAddress.IsLoopback(options.Address))
        {
            app.UseMiddleware<LocalHostMiddleware>();
        }

        return app.UseRouting().UseSlipwayAccess().UseEndpoints(endpoints => endpoints.MapSlipway());
    }

    /// <summary>Composes the whole way for a host that takes requests itself and hands them on one by one, as Azure
    /// Functions does.</summary>
    public static RequestDelegate Compose(IServiceProvider services)
    {
        var pipeline = new ApplicationBuilder(services).UseSlipway().Build();
        return context =>
        {
            // The host found its own endpoint for the request; routing looks no further where there is one.
            context.SetEndpoint(null);
            return pipeline(context);
        };
    }
}
