using Slipway.Learning.Results;
using Slipway.Registry;

namespace Slipway.Datasets;

/// <summary>What became of a file of labelled rows.</summary>
/// <param name="Model">The model that it is for; null when its path names none.</param>
/// <param name="Source">The file, such as <c>training/wine/may.csv</c>.</param>
/// <param name="Rows">What became of its rows; null when the whole file was rejected, or is not there any more.</param>
/// <param name="Problems">Why the whole file was rejected; empty when it was not.</param>
public sealed record IngestedFile(ModelName? Model, string Source, AddedRows? Rows, IReadOnlyList<Problem> Problems);
