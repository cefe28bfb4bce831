namespace Slipway.Rollouts;

/// <summary>What a guard rail says of a variant.</summary>
/// <param name="Rail">The rail.</param>
/// <param name="Variant">The variant.</param>
/// <param name="Value">What was measured, in the unit of the limit.</param>
/// <param name="Limit">What is allowed.</param>
/// <param name="Requests">The requests of the variant that it was measured on.</param>
/// <param name="IsBroken">Whether it is beyond doubt that the limit is passed.</param>
/// <param name="Detail">The same in words, with the champion's figures.</param>
public sealed record RailReading(RailKind Rail, string Variant, double Value, double Limit, long Requests, bool IsBroken, string Detail);
