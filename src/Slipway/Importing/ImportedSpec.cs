using System.Text;
using System.Text.Encodings.Web;
using Slipway.Learning.Schemas;
using Slipway.Registry;

namespace Slipway.Importing;

/// <summary>The <c>model.yaml</c> of a model that came without one: what is known from its file.</summary>
internal static class ImportedSpec
{
    // Other texts that often stand for nothing may be words to the model.
    public static string Write(ModelName model, ModelSchema schema)
    {
        var text = new StringBuilder("# Written when the model was registered from an ONNX file.\n")
            .Append("name: ").Append(model).Append('\n')
            .Append("task: ").Append(schema.Task.ToString().ToLowerInvariant()).Append('\n')
            .Append("data:\n")
            .Append("  source: \"blob:training/").Append(model).Append("/*.csv\"\n")
            .Append("  label: ").Append(Quote(schema.Label)).Append('\n')
            .Append("  missing: [\"nan\", \"NaN\"]\n")
            .Append("  features:\n");
        foreach (var feature in schema.Features)
        {
            text.Append("    ").Append(Quote(feature.Name)).Append(": { type: ")
                .Append(feature.Type.ToString().ToLowerInvariant()).Append(" }\n");
        }

        return text.ToString();
    }

    // Text of JSON is text of YAML.
    private static string Quote(string text) => $"\"{JavaScriptEncoder.Default.Encode(text)}\"";
}
