using System.Globalization;
using Microsoft.AspNetCore.Http;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Registry;
using Slipway.Serving;
using Slipway.Serving.Tensors;
using Slipway.Web.Problems;

namespace Slipway.Web.Protocols.OpenInference;

/// <summary>What the server and its models are, and whether they answer.</summary>
internal sealed class MetadataEndpoints(ModelCatalog catalog, ModelRegistry registry)
{
    private static readonly string[] Extensions = ["binary_tensor_data", "model_repository"];

    /// <summary><c>GET /v2</c></summary>
    public static Task GetServerAsync(HttpContext context) =>
        ProtocolJson.WriteAsync(context, new ServerMetadata("slipway", ProductVersion.Text, Extensions));

    /// <summary><c>GET /v2/health/live</c></summary>
    public static Task GetLiveAsync(HttpContext context) => ProtocolJson.WriteAsync(context, new LiveState(Live: true));

    /// <summary><c>GET /v2/health/ready</c></summary>
    public Task GetReadyAsync(HttpContext context) => catalog.IsReady
        ? ProtocolJson.WriteAsync(context, new ReadyState(Ready: true))
        : ProblemResponse.WriteAsync(context, "serving.notReady", "The models are being loaded. Ask again in a moment.");

    /// <summary><c>GET /v2/models</c></summary>
    public Task ListAsync(HttpContext context) => ProtocolJson.WriteAsync(context, new ModelNames(catalog.Entries.Select(e => e.Model.Value)));

    /// <summary><c>GET /v2/models/{model}[/versions/{version}]/ready</c></summary>
    public async Task GetModelReadyAsync(HttpContext context)
    {
        var found = await FindAsync(context);
        await (found.TryGetValue(out var model)
            ? ProtocolJson.WriteAsync(context, new ModelReady(model.Manifest.Model.Value, Ready: true))
            : ModelProblems.WriteAsync(context, found.Problems));
    }

    /// <summary><c>GET /v2/models/{model}[/versions/{version}]</c></summary>
    public async Task GetModelAsync(HttpContext context)
    {
        var found = await FindAsync(context);
        if (!found.TryGetValue(out var model))
        {
            await ModelProblems.WriteAsync(context, found.Problems);
            return;
        }

        var listed = await registry.ListVersionsAsync(model.Manifest.Model, context.RequestAborted);
        if (!listed.TryGetValue(out var versions))
        {
            await ProblemResponse.WriteAsync(context, listed.Problems);
            return;
        }

        var schema = model.Manifest.Schema;
        await ProtocolJson.WriteAsync(context, new ModelMetadata(
            model.Manifest.Model.Value,
            versions.Select(v => v.ToString(CultureInfo.InvariantCulture)),
            "slipway_onnx",
            schema.Features.Select(InputOf),
            OutputTensors.All(schema).Select(o => OutputOf(o.Name, schema))));
    }

    private static TensorMetadata InputOf(FeatureSchema feature) => feature.Type switch
    {
        ColumnType.Number => new(feature.Name, "FP32", [-1, 1]),
        ColumnType.Boolean => new(feature.Name, "BOOL", [-1, 1]),
        ColumnType.Timestamp => new(feature.Name, "BYTES", [-1, 1]) { Parameters = new("datetime") },
        _ => new(feature.Name, "BYTES", [-1, 1]) { Parameters = new("str") },
    };

    private static TensorMetadata OutputOf(string name, ModelSchema schema) => name == OutputTensors.Label
        ? new(name, "BYTES", [-1, 1]) { Parameters = new("str") }
        : new(name, "FP32", [-1, schema.OutputWidth]);

    private async ValueTask<Result<ServedModel>> FindAsync(HttpContext context) => ModelPath.TryGetVersion(context, out int? version)
        ? await catalog.FindAsync(ModelPath.Model(context), version, null, context.RequestAborted)
        : ModelPath.NoVersion;
}
