using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Configuration;
using Slipway.Cli.CommandLine;
using Slipway.Learning.Results;
using Slipway.Web;

namespace Slipway.Cli.Serving;

/// <summary>
/// How a server is set up: the options of the command line, and below them variables named as the properties of
/// <see cref="SlipwayWebOptions"/>, such as <c>Slipway__Web__Limits__MaxConnections=5000</c>.
/// </summary>
internal sealed class ServeSettings
{
    private readonly Option<int> _port = CommonOptions.Port();

    private readonly Option<string?> _listen = new("--listen")
    {
        Description = "The address to listen on; 127.0.0.1 when not given. Others, such as 0.0.0.0, take keys ('slipway keys create').",
        HelpName = "address",
    };

    private readonly Option<bool> _allowRemote = new("--allow-remote")
    {
        Description = "Let other machines call without keys. For networks that have their own sign-in.",
    };

    private readonly Option<int?> _maxBody = new("--max-body")
    {
        Description = $"The largest body of a request, in bytes; {SlipwayWebOptions.DefaultMaxBodyBytes} when not given.",
        HelpName = "bytes",
    };

    private readonly Option<int?> _maxRows = new("--max-rows")
    {
        Description = $"The most rows of a request; {SlipwayWebOptions.DefaultMaxRows} when not given.",
        HelpName = "n",
    };

    private readonly Option<double?> _rateLimit = new("--rate-limit")
    {
        Description = "Requests a second of each key, or of each address where there are no keys; no limit when not given.",
        HelpName = "n",
    };

    private readonly Option<string?> _defaultModel = new("--default-model")
    {
        Description = "The model that answers at /invocations; not needed where there is only one.",
        HelpName = "model",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_port);
        command.Options.Add(_listen);
        command.Options.Add(_allowRemote);
        command.Options.Add(_maxBody);
        command.Options.Add(_maxRows);
        command.Options.Add(_rateLimit);
        command.Options.Add(_defaultModel);
    }

    public Result<SlipwayWebOptions> Read(ParseResult arguments)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var read = SlipwayWebSettings.Read(configuration);
        if (!read.TryGetValue(out var options))
        {
            return read;
        }

        if (arguments.GetResult(_port) is { Implicit: false })
        {
            options.Port = arguments.GetValue(_port);
        }

        options.AllowRemote |= arguments.GetValue(_allowRemote);
        options.MaxBodyBytes = arguments.GetValue(_maxBody) ?? options.MaxBodyBytes;
        options.MaxRows = arguments.GetValue(_maxRows) ?? options.MaxRows;
        options.DefaultModel = arguments.GetValue(_defaultModel) ?? options.DefaultModel;
        options.Limits.RequestsPerSecond = arguments.GetValue(_rateLimit) ?? options.Limits.RequestsPerSecond;
        if (arguments.GetValue(_listen) is not { } listen)
        {
            return options;
        }

        if (!IPAddress.TryParse(listen, out var address))
        {
            return SlipwayWebSettings.NotAnAddress(listen);
        }

        options.Address = address;
        return options;
    }
}
