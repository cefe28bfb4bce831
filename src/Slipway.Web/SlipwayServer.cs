using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Learning.Results;
using Slipway.Storage;
using Slipway.Web.Problems;
using Slipway.Web.Telemetry;

namespace Slipway.Web;

/// <summary>The standalone server: the HTTP API on Kestrel, for this machine unless told otherwise.</summary>
public static class SlipwayServer
{
    /// <summary>Builds a server that is ready to start.</summary>
    /// <param name="store">The store that it serves from.</param>
    /// <param name="options">Where it listens and what it accepts.</param>
    /// <param name="configure">Changes to the host, such as logging or another clock; applied before Slipway's own services.</param>
    /// <returns>The application; or <c>server.options</c>, <c>server.remoteAddress</c>.</returns>
    public static Result<WebApplication> Build(
        IObjectStore store, SlipwayWebOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var problems = Check(options);
        if (problems.Count > 0)
        {
            return Result<WebApplication>.Failure(problems);
        }

        // No arguments and no files of the working folder: the options given here are all there is.
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ApplicationName = "Slipway", EnvironmentName = Environments.Production });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.Listen(options.Address, options.Port);
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        OtlpExport.AddIfConfigured(builder.Services, builder.Logging);
        configure?.Invoke(builder);
        builder.Services.AddSlipway(store, options);

        var app = builder.Build();
        app.UseSlipwayProblems();
        if (!options.AllowRemote)
        {
            app.UseMiddleware<LocalHostMiddleware>();
        }

        app.UseRouting();
        app.MapSlipway();
        return app;
    }

    private static List<Problem> Check(SlipwayWebOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        var problems = results
            .Select(r => new Problem("server.options", r.ErrorMessage ?? "An option of the server is out of range.")).ToList();
        if (!options.AllowRemote && !IPAddress.IsLoopback(options.Address))
        {
            problems.Add(new Problem(
                "server.remoteAddress",
                $"Listening on {options.Address} lets other machines call an API that has no sign-in. Listen on 127.0.0.1, or allow it."));
        }

        return problems;
    }
}
