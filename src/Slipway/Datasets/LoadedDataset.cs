using Slipway.Learning.Results;
using Slipway.Learning.Tables;

namespace Slipway.Datasets;

/// <summary>A dataset in memory.</summary>
/// <param name="Table">The well-formed rows.</param>
/// <param name="MalformedRows">Rows that could not be read and were left out.</param>
/// <param name="Warnings">The first of their problems, with their places, and how many more there are.</param>
public sealed record LoadedDataset(Table Table, long MalformedRows, IReadOnlyList<Problem> Warnings);
