using System.ComponentModel;
using System.Diagnostics;

namespace Slipway.Learning.Tests.Onnx;

/// <summary>
/// A package of npm that tests use through node. It is looked for in the folder that the variable SLIPWAY_NODE_MODULES names, else in
/// <c>tests/node_modules</c> of the folders above the tests.
/// </summary>
public sealed class NodePackage
{
    private readonly string _name;
    private readonly Lazy<string?> _modules;
    private readonly Lazy<string?> _missing;

    public NodePackage(string name)
    {
        _name = name;
        _modules = new Lazy<string?>(FindModules);
        _missing = new Lazy<string?>(FindMissing);
    }

    /// <summary>
    /// Why tests are skipped: what is missing and how to install it; null when the package can be used, and where the variable
    /// SLIPWAY_REQUIRE_NODE is 1, so that a gate fails rather than skips.
    /// </summary>
    public string? SkipReason => Environment.GetEnvironmentVariable("SLIPWAY_REQUIRE_NODE") == "1" ? null : _missing.Value;

    /// <summary>Runs a script with the folder of the modules as its first argument.</summary>
    public (int ExitCode, string Error) Run(string script, params string[] arguments) => _missing.Value is { } missing
        ? throw new InvalidOperationException(missing)
        : Start("node", [script, _modules.Value!, .. arguments]);

    private string? FindMissing()
    {
        try
        {
            if (Start("node", ["--version"]).ExitCode != 0)
            {
                return "'node --version' fails; install Node.js 20 or newer.";
            }
        }
        catch (Win32Exception)
        {
            return "Node.js is not on the path; install Node.js 20 or newer.";
        }

        return _modules.Value is null
            ? $"The npm package {_name} is missing; run ONNXRUNTIME_NODE_INSTALL=skip npm --prefix tests install --ignore-scripts"
            : null;
    }

    private string? FindModules()
    {
        string? named = Environment.GetEnvironmentVariable("SLIPWAY_NODE_MODULES");
        if (!string.IsNullOrEmpty(named))
        {
            return Holds(named) ? named : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "tests", "node_modules");
            if (Holds(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private bool Holds(string modules) => Directory.Exists(Path.Combine(modules, _name));

    private static (int ExitCode, string Error) Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        output.Wait();
        return (process.ExitCode, error);
    }
}
