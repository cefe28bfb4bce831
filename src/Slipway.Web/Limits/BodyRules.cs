namespace Slipway.Web.Limits;

/// <summary>The limits of one body.</summary>
/// <param name="Options">The limits of all.</param>
/// <param name="IsPrediction">Whether it takes a turn among the predictions.</param>
/// <param name="Time">The clock.</param>
internal readonly record struct BodyRules(SlipwayWebOptions Options, bool IsPrediction, TimeProvider Time);
