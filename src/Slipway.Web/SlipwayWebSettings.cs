using System.Net;
using Microsoft.Extensions.Configuration;
using Slipway.Configuration;
using Slipway.Learning.Results;

namespace Slipway.Web;

/// <summary>
/// Reads <see cref="SlipwayWebOptions"/> from a configuration: variables named as its properties, such as
/// <c>Slipway__Web__Limits__MaxConnections=5000</c>.
/// </summary>
public static class SlipwayWebSettings
{
    /// <summary>What the names of such variables begin with.</summary>
    public const string VariablePrefix = "Slipway__Web__";

    /// <summary>Reads the section <see cref="SlipwayWebOptions.SectionName"/>.</summary>
    /// <returns>The options, whose ranges are not checked yet; or <c>server.options</c>.</returns>
    public static Result<SlipwayWebOptions> Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = new SlipwayWebOptions();
        var section = configuration.GetSection(SlipwayWebOptions.SectionName);
        if (!section.GetChildren().Any())
        {
            return options;
        }

        const string Address = nameof(SlipwayWebOptions.Address);
        if (section[Address] is { } text)
        {
            if (!IPAddress.TryParse(text, out var address))
            {
                return NotAnAddress(text);
            }

            options.Address = address;
        }

        // An address is not a type that the binder reads.
        var others = section.AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Key.Length > 0 && !pair.Key.Equals(Address, StringComparison.OrdinalIgnoreCase));
        try
        {
            new ConfigurationBuilder().AddInMemoryCollection(others).Build()
                .Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
            return options;
        }
        catch (InvalidOperationException e)
        {
            return new Problem(
                "server.options", $"A variable {VariablePrefix}... is not an option of the server, or its value is none: {e.Message}");
        }
    }

    /// <summary>What says of a text that it is no address to listen on.</summary>
    public static Problem NotAnAddress(string text) =>
        new("server.options", $"'{text}' is not an address to listen on. Give an IP address, such as 127.0.0.1 or 0.0.0.0.");

    /// <summary>Every option that is out of its range.</summary>
    public static IEnumerable<Problem> Check(SlipwayWebOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return OptionRules.FindFaults(options).Concat(OptionRules.FindFaults(options.Limits)).Select(f => new Problem("server.options", f));
    }
}
