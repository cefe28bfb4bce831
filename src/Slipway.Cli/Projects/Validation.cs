using Slipway.Learning.Results;
using Slipway.Training;

namespace Slipway.Cli.Projects;

/// <summary>What <c>slipway validate</c> found.</summary>
internal sealed record Validation(IReadOnlyList<ProjectModelReport> Models, IReadOnlyList<Problem> Problems);
