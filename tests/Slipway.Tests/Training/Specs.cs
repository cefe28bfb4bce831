using Slipway.Learning.Schemas;
using Slipway.Projects;

namespace Slipway.Tests.Training;

/// <summary>Small specs to start from.</summary>
internal static class Specs
{
    public static ModelSpec Of(LearningTask task, string label = "target", string rest = "")
    {
        string text = $"""
            name: sample
            task: {task.ToString().ToLowerInvariant()}
            data:
              source: data/sample.csv
              label: {label}
            {rest}
            """;
        return SpecReader.Read(text, "model.yaml").Value;
    }
}
