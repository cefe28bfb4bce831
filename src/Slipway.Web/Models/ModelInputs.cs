using System.Text.Json.Nodes;
using Slipway.Learning.Schemas;
using Slipway.Registry;

namespace Slipway.Web.Models;

/// <summary>What a version takes, with a row that fits.</summary>
internal sealed record ModelInputs(
    ModelName Model, int Version, LearningTask Task, string Label, IReadOnlyList<string> Classes, IReadOnlyList<FeatureSchema> Features,
    JsonObject Example);
