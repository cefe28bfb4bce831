using System.Text.Json.Serialization;
using Slipway.Access;
using Slipway.Registry;
using Slipway.Rollouts;

namespace Slipway.Storage;

/// <summary>
/// Readers and writers, made by the compiler, of the documents that a server reads before it answers for the first time: by reflection
/// they take a good part of its start. All other documents are read by reflection.
/// </summary>
[JsonSerializable(typeof(AccessKeyDocument))]
[JsonSerializable(typeof(AliasDocument))]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(RolloutDocument))]
internal sealed partial class StoreJsonContext : JsonSerializerContext;
