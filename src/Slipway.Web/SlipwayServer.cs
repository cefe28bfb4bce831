using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Access;
using Slipway.Learning.Results;
using Slipway.Storage;
using Slipway.Web.Limits;
using Slipway.Web.Telemetry;

namespace Slipway.Web;

/// <summary>The standalone server: the HTTP API on Kestrel, for this machine unless told otherwise.</summary>
public static class SlipwayServer
{
    /// <summary>Builds a server that is ready to start.</summary>
    /// <param name="store">The store that it serves from.</param>
    /// <param name="options">Where it listens and what it accepts.</param>
    /// <param name="configure">Changes to the host, such as logging or another clock; applied before Slipway's own services.</param>
    /// <param name="cancellationToken">Ends the reading of the keys.</param>
    /// <returns>The application; or <c>server.options</c>, <c>server.remoteAddress</c>.</returns>
    /// <exception cref="IOException">The store is out of reach, so that it is not known whether callers need keys.</exception>
    public static async Task<Result<WebApplication>> BuildAsync(
        IObjectStore store, SlipwayWebOptions options, Action<WebApplicationBuilder>? configure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        var keys = new AccessKeyRing(store, TimeProvider.System);
        await keys.RefreshAsync(cancellationToken);
        var problems = Check(options, keys.IsRequired);
        if (problems.Count > 0)
        {
            return Result<WebApplication>.Failure(problems);
        }

        // No arguments and no files of the working folder: the options given here are all there is.
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = "Slipway", EnvironmentName = Environments.Production });
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            KestrelLimits.Apply(kestrel, options);
            kestrel.Listen(options.Address, options.Port);
        });
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.Backlog = KestrelLimits.Backlog);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Limits.DrainDelay + options.Limits.DrainTimeout);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        OtlpExport.AddIfConfigured(builder.Services, builder.Logging);
        configure?.Invoke(builder);
        builder.Services.AddSingleton(keys);
        builder.Services.AddSlipway(store, options);

        var app = builder.Build();
        app.UseSlipway();
        return app;
    }

    private static List<Problem> Check(SlipwayWebOptions options, bool hasKeys)
    {
        var problems = SlipwayWebSettings.Check(options).ToList();
        if (!options.AllowRemote && !options.RequireKeys && !hasKeys && !IPAddress.IsLoopback(options.Address))
        {
            problems.Add(new Problem(
                "server.remoteAddress",
                $"Listening on {options.Address} lets other machines call, and no key is made yet. "
                + "Make one with 'slipway keys create', listen on 127.0.0.1, or allow it with --allow-remote."));
        }

        return problems;
    }
}
