namespace Slipway.Learning.Search;

/// <summary>A trial that is a part of the model.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Weight">Its share, above 0 and at most 1.</param>
public sealed record PlanMember(Trial Trial, double Weight);
