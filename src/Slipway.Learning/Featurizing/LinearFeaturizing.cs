using Slipway.Learning.Models;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Featurizing;

/// <summary>
/// Fits features for linear models: standardised numbers with the mean where missing, indicators of missing values, one feature a word.
/// Texts become counts of their terms. What does not vary in the rows is left out.
/// </summary>
internal static class LinearFeaturizing
{
    /// <summary>The most words of a column that get a feature of their own.</summary>
    public const int MaxWords = 100;

    /// <summary>Fits on all rows of the table.</summary>
    /// <exception cref="InvalidOperationException">No column varies, so that there is nothing to learn from.</exception>
    public static Featurizer FitVarying(Table features)
    {
        var featurizer = Fit(features);
        return featurizer.Steps.Count > 0
            ? featurizer
            : throw new InvalidOperationException(
                $"None of the {features.Columns.Count} columns varies in these rows, so that there is nothing to learn from.");
    }

    /// <summary>Fits on all rows of the table; no steps where no column varies.</summary>
    public static Featurizer Fit(Table features)
    {
        var steps = new List<FittedStep>();
        foreach (var column in features.Columns)
        {
            switch (column)
            {
                case NumberColumn:
                    AddNumber(steps, column, part: null, column.Name);
                    AddMissingIndicator(steps, column);
                    break;
                case TimestampColumn:
                    foreach (var part in TimestampParts.All)
                    {
                        AddNumber(steps, column, part, TimestampParts.InputName(column.Name, part));
                    }

                    break;
                case CategoryColumn category:
                    AddWords(steps, category);
                    break;
                case TextColumn text when TextFeaturizing.Fit(text) is { } step:
                    steps.Add(new FittedStep(step, column.Name));
                    break;
            }
        }

        return new Featurizer(steps);
    }

    private static void AddNumber(List<FittedStep> steps, Column column, TimestampPart? part, string input)
    {
        var summary = NumberSummary.Of(ColumnValues.ToFloats(column, part));
        float scale = (float)(1 / summary.StandardDeviation);
        if (summary.Varies && float.IsFinite(scale) && scale > 0)
        {
            float mean = (float)summary.Mean;

            // Of the largest numbers there are, the distance from the mean may be none; they are scaled only.
            bool canCentre = float.IsFinite(summary.Max - mean) && float.IsFinite(summary.Min - mean);
            steps.Add(new FittedStep(new NumberStep(input, mean, canCentre ? mean : 0, scale), column.Name, part));
        }
    }

    private static void AddMissingIndicator(List<FittedStep> steps, Column column)
    {
        int missing = CountMissing(column);
        if (missing > 0 && missing < column.RowCount)
        {
            steps.Add(new FittedStep(new MissingIndicatorStep(column.Name), column.Name));
        }
    }

    private static void AddWords(List<FittedStep> steps, CategoryColumn column)
    {
        var words = ColumnValues.FrequentWords(column, MaxWords);
        bool varies = words.Length > 1 || (words.Length == 1 && column.Codes.ContainsAnyExcept(column.Codes[0]));
        if (varies)
        {
            steps.Add(new FittedStep(new OneHotStep(column.Name, words), column.Name));
        }
    }

    private static int CountMissing(Column column)
    {
        int missing = 0;
        for (int i = 0; i < column.RowCount; i++)
        {
            missing += column.IsMissing(i) ? 1 : 0;
        }

        return missing;
    }
}
