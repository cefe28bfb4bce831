using System.CommandLine;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Registry;
using Slipway.Results;
using Slipway.Web;

namespace Slipway.Cli.Serving;

/// <summary><c>slipway serve</c></summary>
internal static class ServeCommand
{
    public static CommandWithExamples Create(CliOutput output)
    {
        var store = CommonOptions.Store();
        var port = CommonOptions.Port();
        var command = new Command("serve", "Serves the champions of a store over HTTP, on this machine only.") { store, port };
        command.SetAction((arguments, cancellationToken) => RunAsync(
            output, new Workspace(arguments.GetValue(store)!), arguments.GetValue(port), cancellationToken));
        return new CommandWithExamples(command, null, ["slipway serve", "slipway serve --store .slipway/demo --port 8080"]);
    }

    /// <summary>Serves until the user or the system ends it.</summary>
    public static async Task<int> RunAsync(CliOutput output, Workspace workspace, int port, CancellationToken cancellationToken)
    {
        await workspace.Registry.CompleteAsync(cancellationToken);
        await using var server = SlipwayServer.Create(
            new SlipwayWebOptions { Port = port }, workspace.Registry, workspace.Runs, Workspace.Clock);
        await server.StartAsync(cancellationToken);
        output.WriteLine($"Serving {workspace.StoreFolder} on {server.Address}. Ctrl+C ends it.");
        foreach (var model in await workspace.Registry.ListModelsAsync(cancellationToken))
        {
            if (await ExampleAsync(workspace.Registry, model, server.Address, cancellationToken) is { } example)
            {
                output.WriteLine();
                output.WriteLine(example);
            }
        }

        await server.WaitForShutdownAsync(cancellationToken);
        return (int)ExitCode.Ok;
    }

    private static async Task<string?> ExampleAsync(
        ModelRegistry registry, ModelName model, string address, CancellationToken cancellationToken)
    {
        var champion = await registry.ResolveAsync(model, "champion", cancellationToken);
        return champion.TryGetValue(out int version)
            ? CurlExample.For((await registry.GetManifestAsync(model, version, cancellationToken)).Value, address)
            : null;
    }
}
