using Slipway.Learning.Results;

namespace Slipway.Datasets;

/// <summary>What became of labelled rows that were to be added to a model's data.</summary>
/// <param name="Version">The model's latest dataset version after it.</param>
/// <param name="TotalRows">The rows of that version.</param>
/// <param name="Added">Rows that were added.</param>
/// <param name="Duplicates">Rows that the data had already, or that came twice.</param>
/// <param name="Rejected">Rows that could not be taken.</param>
/// <param name="Warnings">What is worth knowing.</param>
public sealed record AddedRows(string Version, long TotalRows, long Added, long Duplicates, long Rejected, IReadOnlyList<Problem> Warnings);
