using System.Text.Json.Serialization;
using Slipway.Registry;
using Slipway.Rollouts;
using Slipway.Web.Feedback;
using Slipway.Web.Health;
using Slipway.Web.Models;
using Slipway.Web.Pages;
using Slipway.Web.Protocols;
using Slipway.Web.Protocols.OpenInference;
using Slipway.Web.Reports;
using Slipway.Web.Rollouts;

namespace Slipway.Web.Responses;

/// <summary>Readers and writers, made by the compiler, of bodies and answers that no format of their own writes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ChangeBody))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(FeedbackAnswer))]
[JsonSerializable(typeof(IEnumerable<RepositoryModel>))]
[JsonSerializable(typeof(Liveness))]
[JsonSerializable(typeof(LiveState))]
[JsonSerializable(typeof(ModelDetails))]
[JsonSerializable(typeof(ModelInputs))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(ModelMetadata))]
[JsonSerializable(typeof(ModelNames))]
[JsonSerializable(typeof(ModelReady))]
[JsonSerializable(typeof(MovedAlias))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(ReadyState))]
[JsonSerializable(typeof(ReportList))]
[JsonSerializable(typeof(RolloutBody))]
[JsonSerializable(typeof(RolloutReport))]
[JsonSerializable(typeof(ServerIndex))]
[JsonSerializable(typeof(ServerMetadata))]
internal sealed partial class WebJsonContext : JsonSerializerContext;
