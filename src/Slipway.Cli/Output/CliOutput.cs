using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Slipway.Cli.Doctor;
using Slipway.Learning.Results;
using Slipway.Results;
using Slipway.Storage;
using Spectre.Console;

namespace Slipway.Cli.Output;

/// <summary>Where a command writes: results to the output, everything else (progress, warnings, errors) to the error stream.</summary>
internal sealed class CliOutput(TextWriter output, TextWriter error, bool isOutputTerminal, bool isErrorTerminal)
{
    private static readonly JsonSerializerOptions Json = new(StoreJson.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(CliJsonContext.Default, StoreJson.Options.TypeInfoResolver),
    };

    static CliOutput() => EnumNames.Add<CheckOutcome>(Json);

    // Most of what a server does needs neither, and they take a while to make.
    private readonly Lazy<IAnsiConsole> _console = new(() => CreateConsole(output, isOutputTerminal));
    private readonly Lazy<IAnsiConsole> _messages = new(() => CreateConsole(error, isErrorTerminal));

    /// <summary>Tables and text for people, on the output.</summary>
    public IAnsiConsole Console => _console.Value;

    /// <summary>Progress and messages, on the error stream.</summary>
    public IAnsiConsole Messages => _messages.Value;

    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>Whether progress can be drawn in place.</summary>
    public bool CanDraw { get; } = isErrorTerminal;

    public static CliOutput ForConsole() => new(
        System.Console.Out, System.Console.Error, !System.Console.IsOutputRedirected, !System.Console.IsErrorRedirected);

    /// <summary>Writes a result as indented JSON.</summary>
    public void WriteJson<T>(T value) => output.WriteLine(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Json.GetTypeInfo(typeof(T))));

    public void WriteLine(string text = "") => output.WriteLine(text);

    public void WriteMessage(string text) => error.WriteLine(text);

    /// <summary>Writes every problem, one a line, and gives the exit code of the first.</summary>
    public int Fail(IReadOnlyList<Problem> problems, bool json)
    {
        if (json)
        {
            WriteJson(new Failure(problems));
        }

        foreach (var problem in problems)
        {
            WriteMessage($"error: {problem}");
        }

        return (int)ErrorTable.Find(problems).ExitCode;
    }

    public void Warn(IEnumerable<Problem> warnings)
    {
        foreach (var warning in warnings)
        {
            WriteMessage($"warning: {warning}");
        }
    }

    private static IAnsiConsole CreateConsole(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!isTerminal)
        {
            // A file or a pipe has no width; lines are not to be broken there.
            console.Profile.Width = 200;
        }

        return console;
    }
}
