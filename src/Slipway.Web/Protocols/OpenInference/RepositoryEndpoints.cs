using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Serving;
using Slipway.Web.Predicting;
using Slipway.Web.Problems;

namespace Slipway.Web.Protocols.OpenInference;

/// <summary>The model repository extension. What is loaded follows the registry's champions, so that callers only ask about it.</summary>
internal sealed class RepositoryEndpoints(ModelCatalog catalog, SlipwayWebOptions options)
{
    private const int MaxDepth = 4;

    /// <summary><c>POST /v2/repository/index</c></summary>
    public async Task ListAsync(HttpContext context)
    {
        using var body = await RequestBody.ReadAsync(context.Request, options.MaxBodyBytes, context.RequestAborted);
        if (body.Refusal is { } refusal)
        {
            await ProblemResponse.WriteAsync(context, [refusal]);
            return;
        }

        if (!TryReadReady(body.Memory, out bool onlyReady))
        {
            await ProblemResponse.WriteAsync(
                context, "request.shape", "The body is neither empty nor an object with 'ready', true or false. Send it so.");
            return;
        }

        var models = catalog.Entries.Select(IndexOf).Where(m => !onlyReady || m.State == RepositoryModel.Ready);
        await ProtocolJson.WriteAsync(context, models);
    }

    /// <summary><c>POST /v2/repository/models/{model}/load</c>: brings what serves up to date with the registry.</summary>
    public async Task LoadAsync(HttpContext context)
    {
        await catalog.RefreshAsync(context.RequestAborted);
        var found = await catalog.FindAsync(ModelPath.Model(context), null, null, context.RequestAborted);
        if (!found.IsSuccess)
        {
            await ModelProblems.WriteAsync(context, found.Problems);
        }
    }

    /// <summary><c>POST /v2/repository/models/{model}/unload</c>: refused.</summary>
    public async Task UnloadAsync(HttpContext context)
    {
        var found = await catalog.FindAsync(ModelPath.Model(context), null, null, context.RequestAborted);
        await (found.IsSuccess
            ? ProblemResponse.WriteAsync(
                context, "request.notImplemented", "Models are not unloaded one by one: champions serve. Promote another version instead.")
            : ModelProblems.WriteAsync(context, found.Problems));
    }

    private static RepositoryModel IndexOf(CatalogEntry entry) => entry.Champion?.Manifest is { } manifest
        ? new(entry.Model.Value, manifest.Version.ToString(CultureInfo.InvariantCulture), RepositoryModel.Ready, "")
        : new(entry.Model.Value, null, RepositoryModel.Unavailable, entry.Faults.Count > 0 ? "its champion does not load" : "it has no champion");

    private static bool TryReadReady(ReadOnlyMemory<byte> body, out bool onlyReady)
    {
        onlyReady = false;
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return true;
        }

        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            if (json.RootElement.TryGetProperty("ready"u8, out var ready))
            {
                onlyReady = ready.ValueKind == JsonValueKind.True;
                return ready.ValueKind is JsonValueKind.True or JsonValueKind.False;
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // A name with half a surrogate pair: the parser lets it pass, the search for a name does not.
            return false;
        }
    }
}
