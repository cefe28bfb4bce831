using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Slipway.Functions.Hosting;
using Slipway.Results;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
var settings = FunctionSettings.Read(builder.Configuration);
if (!settings.TryGetValue(out var read))
{
    foreach (var problem in settings.Problems)
    {
        await Console.Error.WriteLineAsync($"{problem.Code}: {problem.Message}");
    }

    return (int)ExitCode.Usage;
}

builder.AddSlipway(read);
await builder.Build().RunAsync();
return (int)ExitCode.Ok;
