using System.CommandLine;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Results;

namespace Slipway.Cli.Health;

/// <summary><c>slipway health</c>: what a container without a shell asks itself.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static CommandWithExamples Create(CliOutput output)
    {
        var url = new Argument<string>("url")
        {
            Description = "The address of the server.",
            DefaultValueFactory = _ => "http://localhost:7071",
        };
        var command = new Command("health", "Asks a server whether it is ready to answer; exits with 0 when it is.") { url };
        command.SetAction((arguments, cancellationToken) => AskAsync(output, arguments.GetValue(url)!, cancellationToken));
        return new CommandWithExamples(command, null, ["slipway health", "slipway health http://localhost:8080"]);
    }

    private static async Task<int> AskAsync(CliOutput output, string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
        {
            return output.Fail(
                [new Problem("server.options", $"'{url}' is not the address of a server. Give one such as http://localhost:7071.")], json: false);
        }

        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var response = await client.GetAsync(new Uri(server, "/health/ready"), cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                output.WriteLine($"{url} is ready.");
                return (int)ExitCode.Ok;
            }

            return NotReady(output, url, $"it answers with status {(int)response.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return NotReady(output, url, e.Message);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NotReady(output, url, $"it does not answer within {Patience.TotalSeconds} seconds");
        }
    }

    private static int NotReady(CliOutput output, string url, string why) =>
        output.Fail([new Problem("serving.notReady", $"{url} is not ready: {why}. Ask again in a moment; its log says more.")], json: false);
}
