using System.Text;
using Slipway.Learning.Results;
using Slipway.Projects.Reading;

namespace Slipway.Projects;

/// <summary>Reads <c>model.yaml</c>. Stateless; safe to use from several threads.</summary>
public static class SpecReader
{
    /// <summary>The longest file, in bytes of UTF-8.</summary>
    public const int MaxSizeInBytes = 256 * 1024;

    /// <summary>Reads a spec.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="fileName">The path that problems name.</param>
    /// <returns>
    /// The spec, or every problem of the file with its place: codes <c>spec.*</c>. When the file is no YAML, only the first place where
    /// that shows is given.
    /// </returns>
    public static Result<ModelSpec> Read(string text, string fileName)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        var problems = new SpecProblems(fileName);
        var spec = Read(text, problems, new SpecBindings());
        return spec is null ? Result<ModelSpec>.Failure(problems.ToList()) : spec;
    }

    /// <summary>Reads a spec and says where its values are; null when there are problems.</summary>
    internal static ModelSpec? Read(string text, SpecProblems problems, SpecBindings bindings)
    {
        int sizeInBytes = Encoding.UTF8.GetByteCount(text);
        if (sizeInBytes > MaxSizeInBytes)
        {
            problems.Add(
                SpecCodes.TooLarge, 1, 1,
                $"The file has {sizeInBytes} bytes, but a spec has at most {MaxSizeInBytes}; keep data out of it.");
            return null;
        }

        if (YamlSyntax.RefuseControlCharacters(text, problems) || YamlTreeReader.Read(text, problems) is not { } root)
        {
            return null;
        }

        object? spec = new SpecBinder(problems, bindings).BindSection(typeof(ModelSpec), root, new YamlRefused(1, 1), "");
        new SpecChecks(bindings, problems).Run();
        return problems.Any ? null : (ModelSpec)spec!;
    }
}
