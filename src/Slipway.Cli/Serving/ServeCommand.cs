using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Results;
using Slipway.Serving;
using Slipway.Web;
using Slipway.Web.Inbox;

namespace Slipway.Cli.Serving;

/// <summary><c>slipway serve</c></summary>
internal static class ServeCommand
{
    public static CommandWithExamples Create(CliOutput output)
    {
        var store = CommonOptions.Store();
        var settings = new ServeSettings();
        var command = new Command(
            "serve",
            "Serves the champions of a store over HTTP; on this machine only, unless told otherwise. "
            + $"Further limits are set by variables, such as {SlipwayWebSettings.VariablePrefix}Limits__MaxConnections.") { store };
        settings.AddTo(command);
        command.SetAction((arguments, cancellationToken) =>
        {
            var read = settings.Read(arguments);
            return read.TryGetValue(out var options)
                ? RunAsync(output, Workspace.Open(arguments, arguments.GetValue(store)!), options, cancellationToken)
                : Task.FromResult(output.Fail(read.Problems, json: false));
        });
        return new CommandWithExamples(
            command,
            null,
            [
                "slipway serve",
                "slipway serve --store .slipway/demo --port 8080",
                "slipway serve --listen 0.0.0.0 --rate-limit 100",
                "slipway serve --storage UseDevelopmentStorage=true",
            ]);
    }

    /// <summary>Serves until the user or the system ends it.</summary>
    public static async Task<int> RunAsync(
        CliOutput output, Workspace workspace, SlipwayWebOptions options, CancellationToken cancellationToken)
    {
        using var catalog = new ModelCatalog(workspace.Registry, workspace.RolloutStore, Workspace.Clock);
        catalog.BeginRefresh(cancellationToken);
        var built = await SlipwayServer.BuildAsync(
            workspace.Store,
            options,
            builder => builder.Services.AddSingleton(catalog).AddSingleton(AvailableTrainers.All).AddSlipwayInbox(workspace.Queue),
            cancellationToken);
        if (!built.TryGetValue(out var server))
        {
            return output.Fail(built.Problems, json: false);
        }

        await using var _ = server;
        try
        {
            await server.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return output.Fail([new Problem("server.portTaken", $"Port {options.Port} is taken. Serve on another with --port.")], json: false);
        }

        string address = server.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        output.WriteLine($"Serving {workspace.StoreName} on {address}; Ctrl+C ends it.");
        await workspace.Registry.CompleteAsync(cancellationToken);
        await WriteExamplesAsync(output, workspace.Registry, address, cancellationToken);
        await server.WaitForShutdownAsync(cancellationToken);
        return (int)ExitCode.Ok;
    }

    private static async Task WriteExamplesAsync(
        CliOutput output, ModelRegistry registry, string address, CancellationToken cancellationToken)
    {
        foreach (var model in await registry.ListModelsAsync(cancellationToken))
        {
            var champion = await registry.ResolveAsync(model, "champion", cancellationToken);
            if (champion.TryGetValue(out int version))
            {
                var manifest = (await registry.GetManifestAsync(model, version, cancellationToken)).Value;
                output.WriteLine();
                output.WriteLine(ModelCallExample.Write(manifest, address, pinsVersion: false));
            }
        }
    }
}
