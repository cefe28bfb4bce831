namespace Slipway.Learning.Models;

/// <summary>The sum of trees and a base score for each raw score, and the link that makes predictions of them. What gbdt and forest fit.</summary>
/// <param name="Trees">The trees.</param>
/// <param name="BaseScores">The raw scores before any tree; their number is that of the outputs.</param>
/// <param name="Link">How raw scores become a prediction.</param>
public sealed record TreeEnsemble(IReadOnlyList<Tree> Trees, float[] BaseScores, OutputLink Link);
