namespace Slipway.Web.Models;

/// <summary>The answer to <c>GET /api/models</c>.</summary>
internal sealed record ModelList(IEnumerable<ModelSummary> Models);
