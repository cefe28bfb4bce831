namespace Slipway.Web.Health;

/// <summary>That there are models to answer with, and those whose newest champion does not load.</summary>
internal sealed record Readiness(string Status, int Models, IEnumerable<ModelFault> Faults);

/// <summary>What a model serves instead of what it should, and why.</summary>
internal sealed record ModelFault(string Model, int? Serves, int? Wanted, IEnumerable<FaultReason> Problems);

/// <summary>A reason why a version does not load.</summary>
internal sealed record FaultReason(string Code, string Detail);
