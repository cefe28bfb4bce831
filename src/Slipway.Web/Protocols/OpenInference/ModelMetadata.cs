namespace Slipway.Web.Protocols.OpenInference;

/// <summary>What a model is, takes and answers.</summary>
internal sealed record ModelMetadata(
    string Name, IEnumerable<string> Versions, string Platform, IEnumerable<TensorMetadata> Inputs, IEnumerable<TensorMetadata> Outputs);
