using System.Globalization;
using Slipway.Projects;

namespace Slipway.Monitoring.Reports;

/// <summary>Says what a report rests on.</summary>
internal static class ReportAssumptions
{
    public static IReadOnlyList<string> Describe(DriftReportCommand command, ReferenceProfile reference, DriftSpec spec)
    {
        var lines = new List<string>
        {
            $"Features are compared with the {reference.Features.RowCount} training rows of version {command.Version}.",
            "Small references (at most 1000 values a column) get a test of significance and a p-value; larger ones a distance, because with many rows any difference is significant.",
            string.Create(
                CultureInfo.InvariantCulture,
                    $"The data counts as drifted when at least {spec.DriftedShare:0.##%} of the tested columns are. Timestamps and texts are summarised, not tested."),
            "Drift of the features does not by itself mean that the model is worse, and a model can become worse without it.",
        };
        if (command.Current.Predictions is not null)
        {
            lines.Insert(1, $"Predictions are compared with those for the {reference.Predictions.RowCount} held-out test rows.");
        }

        if (command.SampledOneRowIn > 1)
        {
            string all = command.AllRowCount is { } count ? $"the {count}" : "all";
            lines.Insert(1, $"The file is large: one row in {command.SampledOneRowIn} of {all} rows was compared, evenly spaced by line. Only repeated rows are looked for among all of them.");
        }

        if (command.Current.EstimatedPerformance is not null && command.SampledOneRowIn > 1)
        {
            lines.Insert(2, "The performance is estimated for the sample.");
        }

        if (reference.Features.Columns.Any(column => column.Quantiles is { IsExact: false }))
        {
            lines.Add("Columns with many distinct values are kept as sketches; the details of a column give the bound of the error.");
        }

        return lines;
    }
}
