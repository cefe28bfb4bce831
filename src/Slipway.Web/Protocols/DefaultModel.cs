using Slipway.Learning.Results;
using Slipway.Serving;

namespace Slipway.Web.Protocols;

/// <summary>The model that answers at paths that name none.</summary>
internal sealed class DefaultModel(ModelCatalog catalog, SlipwayWebOptions options)
{
    /// <summary>Its name: the one of the options, or that of the only model.</summary>
    /// <returns>Also <c>serving.notReady</c>, <c>serving.noDefaultModel</c>.</returns>
    public Problem? TryFind(out string name)
    {
        name = options.DefaultModel ?? catalog.OnlyModel ?? "";
        if (name.Length > 0)
        {
            return null;
        }

        return catalog.IsReady
            ? new Problem(
                "serving.noDefaultModel",
                "No model is the default here: there is none, or there are several. Call /models/{model}/..., or serve with --default-model.")
            : new Problem("serving.notReady", "The models are being loaded. Ask again in a moment.");
    }
}
