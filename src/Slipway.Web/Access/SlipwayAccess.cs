using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Slipway.Access;
using Slipway.Storage;
using Slipway.Web.Limits;

namespace Slipway.Web.Access;

/// <summary>Who may call, and how much, for any ASP.NET Core host.</summary>
public static class SlipwayAccess
{
    /// <summary>
    /// Adds sign-in and limits to the pipeline; goes between routing and the endpoints. Without it the endpoints are open to whoever
    /// reaches them.
    /// </summary>
    public static IApplicationBuilder UseSlipwayAccess(this IApplicationBuilder app) => app
        .UseMiddleware<CallerMiddleware>()
        .UseMiddleware<RateMiddleware>()
        .UseMiddleware<AccessMiddleware>()
        .UseMiddleware<BodyMiddleware>();

    internal static void AddSlipwayAccess(this IServiceCollection services)
    {
        services.TryAddSingleton(s => new AccessKeyRing(s.GetRequiredService<IObjectStore>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SignInEndpoints>();
        services.AddSingleton<ClientRates>();
        services.AddSingleton<Workload>();
        services.AddSingleton<BodyPace>();
        services.AddSingleton<Drain>();
        services.AddHostedService(s => s.GetRequiredService<Drain>());
        services.AddHostedService<AccessKeyRefresher>();
    }
}
