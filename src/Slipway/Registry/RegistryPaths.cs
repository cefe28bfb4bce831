using System.Globalization;
using Slipway.Storage;

namespace Slipway.Registry;

/// <summary>Where the registry keeps things.</summary>
internal static class RegistryPaths
{
    public const string Container = "registry";
    public const string ModelsPrefix = "models/";
    public const string Onnx = "model.onnx";
    public const string Manifest = "manifest.json";
    public const string Claim = "claim.json";
    public const string Audited = "audited.json";

    public static string VersionsPrefix(ModelName model) => $"{ModelsPrefix}{model}/versions/";

    public static ObjectPath File(ModelName model, int version, string file) =>
        new(Container, string.Create(CultureInfo.InvariantCulture, $"{VersionsPrefix(model)}{version}/{file}"));

    public static ObjectPath Aliases(ModelName model) => new(Container, $"{ModelsPrefix}{model}/aliases.json");

    public static ObjectPath Run(ModelName model, string runId) => new(Container, $"{ModelsPrefix}{model}/runs/{runId}.json");

    /// <summary>Reads the path of a version's file; null for every other object.</summary>
    public static (ModelName Model, int Version, string File)? Parse(ObjectPath path) =>
        path.Key.Split('/') is ["models", var name, "versions", var number, var file]
        && ModelName.TryParse(name, out var model) && TryParseVersion(number, out int version)
            ? (model, version, file)
            : null;

    /// <summary>Reads a version's number as it stands in paths and URLs: digits without a leading zero.</summary>
    public static bool TryParseVersion(string text, out int version) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out version) && text[0] != '0';
}
