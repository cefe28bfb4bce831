using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Slipway.Learning.Tests.Onnx;

/// <summary>
/// Runs models in ONNX Runtime, by node and its package onnxruntime-node. The package is looked for in the folder that the variable
/// SLIPWAY_NODE_MODULES names, else in <c>tests/node_modules</c> of the folders above the tests.
/// </summary>
public static class OnnxRuntimeOracle
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<string?> Modules = new(FindModules);

    private static readonly Lazy<string?> Missing = new(FindMissing);

    /// <summary>
    /// Why tests are skipped: what is missing and how to install it; null when models can be run, and where the variable
    /// SLIPWAY_REQUIRE_NODE is 1, so that a gate fails rather than skips.
    /// </summary>
    public static string? SkipReason => Environment.GetEnvironmentVariable("SLIPWAY_REQUIRE_NODE") == "1" ? null : Missing.Value;

    public static IReadOnlyDictionary<string, OracleTensor> Run(byte[] model, IReadOnlyDictionary<string, OracleTensor> inputs)
    {
        if (Missing.Value is { } missing)
        {
            throw new InvalidOperationException(missing);
        }

        var folder = Directory.CreateTempSubdirectory("slipway-onnx-");
        try
        {
            string modelFile = Path.Combine(folder.FullName, "model.onnx");
            string requestFile = Path.Combine(folder.FullName, "request.json");
            string responseFile = Path.Combine(folder.FullName, "response.json");
            File.WriteAllBytes(modelFile, model);
            File.WriteAllText(requestFile, JsonSerializer.Serialize(new { Model = modelFile, Inputs = inputs }, Options));
            string script = Path.Combine(AppContext.BaseDirectory, "Onnx", "onnxruntime.mjs");
            var (exitCode, error) = Start("node", script, Modules.Value!, requestFile, responseFile);
            if (exitCode != 0)
            {
                throw new InvalidOperationException("ONNX Runtime refused the model or its inputs: " + error);
            }

            return JsonSerializer.Deserialize<Dictionary<string, OracleTensor>>(File.ReadAllText(responseFile), Options)!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? FindMissing()
    {
        try
        {
            if (Start("node", "--version").ExitCode != 0)
            {
                return "'node --version' fails; install Node.js 20 or newer.";
            }
        }
        catch (Win32Exception)
        {
            return "Node.js is not on the path; install Node.js 20 or newer.";
        }

        return Modules.Value is null
            ? "The npm package onnxruntime-node is missing; run ONNXRUNTIME_NODE_INSTALL=skip npm --prefix tests install --ignore-scripts"
            : null;
    }

    private static string? FindModules()
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

    private static bool Holds(string modules) => Directory.Exists(Path.Combine(modules, "onnxruntime-node"));

    private static (int ExitCode, string Error) Start(string program, params string[] arguments)
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
