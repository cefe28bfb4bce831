using System.Globalization;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;
using Slipway.Projects;

namespace Slipway.Training;

/// <summary>Checks a table against a spec and makes labelled rows of it.</summary>
public sealed class TrainingDataBuilder
{
    /// <summary>Fewer rows than these cannot be split and cross-validated in a way that means anything.</summary>
    public const int MinRows = 20;

    /// <summary>More classes than these mean that the label is rather a number or an identifier.</summary>
    public const int MaxClasses = 1000;

    private readonly ModelSpec _spec;
    private readonly Table _table;
    private readonly List<Problem> _problems = [];
    private readonly List<Problem> _warnings = [];

    private TrainingDataBuilder(ModelSpec spec, Table table) => (_spec, _table) = (spec, table);

    /// <summary>Checks and builds.</summary>
    /// <param name="spec">What to learn and what the data must satisfy.</param>
    /// <param name="table">The rows, read with the types that the spec declares.</param>
    /// <returns>The labelled rows, or every problem with code <c>data.*</c> that keeps them from being trained on.</returns>
    public static Result<TrainingData> Build(ModelSpec spec, Table table) => new TrainingDataBuilder(spec, table).Build();

    private Result<TrainingData> Build()
    {
        var labelled = WithoutMissingLabels();
        if (labelled.RowCount < MinRows)
        {
            _problems.Add(new Problem(
                "data.tooFewRows", $"The dataset has {labelled.RowCount} usable rows; training needs at least {MinRows}. Add rows."));
            return Result<TrainingData>.Failure(_problems);
        }

        var (classes, targets) = ReadLabel(labelled);
        var columns = ChooseFeatures(labelled);
        if (_spec.Validate.MaxDuplicateRows < 1)
        {
            CheckDuplicates(labelled);
        }

        double[]? weights = RowWeighting.Weigh(_spec, labelled, targets, classes.Count, _problems);
        var goal = ReadGoal(columns);
        _warnings.AddRange(LeakageCheck.FindLeaks(columns, _spec.Data.Label, targets, _spec.Task));
        if (_problems.Count > 0)
        {
            return Result<TrainingData>.Failure(_problems);
        }

        var schema = new ModelSchema(_spec.Task, _spec.Data.Label, [.. columns.Select(column => FeatureDescription.Of(column, _spec.Data.Features.GetValueOrDefault(column.Name)))], classes)
        {
            Missing = [.. _spec.Data.Missing, ""],
        };
        long[]? times = _spec.Data.Time is { } time ? ((TimestampColumn)labelled[time]).Ticks.ToArray() : null;
        var rows = new TrainingSet(schema, new Table(columns), targets) { Weights = weights, Goal = goal };
        return new TrainingData(rows, times, _warnings);
    }

    private TrainingGoal ReadGoal(List<Column> columns)
    {
        var train = _spec.Train;
        var numbers = columns.OfType<NumberColumn>().Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        foreach (string name in train.Monotone.Keys.Where(name => !numbers.Contains(name)))
        {
            _problems.Add(new Problem(
                "data.notMonotone",
                $"train.monotone names '{name}', which is no column of numbers that the model learns from. Remove it there, or mend the data."));
        }

        return new TrainingGoal
        {
            Loss = train.Objective,
            Quantile = train.Quantile ?? TrainingGoal.Default.Quantile,
            Monotone = train.Monotone,
        };
    }

    private Table WithoutMissingLabels()
    {
        var label = _table[_spec.Data.Label];
        var time = _spec.Data.Time is { } name ? _table[name] : null;
        int[] kept = [.. Enumerable.Range(0, _table.RowCount).Where(i => !label.IsMissing(i) && time?.IsMissing(i) != true)];
        if (kept.Length == _table.RowCount)
        {
            return _table;
        }

        _warnings.Add(new Problem(
            "data.rowsWithoutLabel", $"{_table.RowCount - kept.Length} rows have no label or no time and were left out."));
        return _table.Take(kept);
    }

    private (IReadOnlyList<string> Classes, double[] Targets) ReadLabel(Table table)
    {
        var column = table[_spec.Data.Label];
        if (_spec.Task == LearningTask.Regression)
        {
            double[] numbers = ((NumberColumn)column).Values.ToArray();
            if (numbers.AsSpan().ContainsAnyExcept(numbers[0]))
            {
                return ([], numbers);
            }

            _problems.Add(new Problem(
                "data.constantLabel", $"The label '{column.Name}' has the same value in every row; there is nothing to learn from."));
            return ([], numbers);
        }

        var label = (CategoryColumn)column;
        int[] counts = new int[label.Categories.Count];
        foreach (int code in label.Codes)
        {
            counts[code]++;
        }

        int[] codes = [.. Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0)];
        string[] classes = [.. ClassOrder.Sort(codes.Select(i => label.Categories[i]))];
        CheckClasses(classes, codes.Where(i => counts[i] < 2).Select(i => label.Categories[i]).ToList());
        var indexes = classes.Select((name, index) => (name, index)).ToDictionary(p => p.name, p => (double)p.index, StringComparer.Ordinal);
        double[] targets = new double[label.RowCount];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = indexes[label.Categories[label.Codes[i]]];
        }

        return (classes, targets);
    }

    private void CheckClasses(string[] classes, List<string> singleRowClasses)
    {
        if (classes.Length == 1)
        {
            _problems.Add(new Problem(
                "data.oneClass", $"The label '{_spec.Data.Label}' has one class only, in every row; there is nothing to tell apart."));
        }
        else if (_spec.Task == LearningTask.Binary && classes.Length != 2)
        {
            _problems.Add(new Problem(
                "data.notBinary",
                $"The label '{_spec.Data.Label}' has {classes.Length} classes; task binary takes exactly 2. Use task: multiclass, or mend the label."));
        }
        else if (_spec.Task == LearningTask.Multiclass && classes.Length == 2)
        {
            _problems.Add(new Problem("data.notMulticlass", $"The label '{_spec.Data.Label}' has 2 classes. Use task: binary."));
        }
        else if (classes.Length > MaxClasses)
        {
            _problems.Add(new Problem(
                "data.tooManyClasses",
                $"The label '{_spec.Data.Label}' has {classes.Length} classes, more than {MaxClasses}. For a number, use task: regression."));
        }
        else if (singleRowClasses.Count > 0)
        {
            _problems.Add(new Problem(
                "data.rareClass",
                $"{singleRowClasses.Count} classes of '{_spec.Data.Label}' have one row only, such as '{singleRowClasses[0]}'; each needs at "
                + "least 2, one to learn from and one to test on. Add rows, or merge or remove these classes."));
        }
    }

    private List<Column> ChooseFeatures(Table table)
    {
        var chosen = new List<Column>();
        string[] roles = [_spec.Data.Label, .. _spec.Data.Weight is { } weight ? [weight] : Array.Empty<string>()];
        var unused = _spec.Data.Ignore.Concat(roles).ToHashSet(StringComparer.Ordinal);
        foreach (var column in table.Columns.Where(c => !unused.Contains(c.Name)))
        {
            int missing = Enumerable.Range(0, column.RowCount).Count(column.IsMissing);
            double share = (double)missing / column.RowCount;
            if (column is TextColumn text && TextFeaturizing.Fit(text) is null)
            {
                _warnings.Add(new Problem(
                    "data.textUnused",
                    $"Column '{column.Name}' is free text without a word that occurs in {TextFeaturizing.MinRows} rows, so that there is "
                    + "nothing to learn from it, and it is not used. If it is a category, declare it in data.features."));
            }
            else if (share > _spec.Validate.MaxMissing)
            {
                _problems.Add(new Problem(
                    "data.tooManyMissing",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Column '{column.Name}' lacks {share:P1} of its values; validate.maxMissing allows {_spec.Validate.MaxMissing:P1}. Mend the data, ignore the column, or allow more.")));
            }
            else if (column.Name != _spec.Data.Time && IsConstant(column))
            {
                _warnings.Add(new Problem("data.constantColumn", $"Column '{column.Name}' has the same value in every row and is not used."));
            }
            else
            {
                CheckBounds(column);
                chosen.Add(column);
            }
        }

        if (chosen.Count == 0 && _problems.Count == 0)
        {
            _problems.Add(new Problem("data.noFeatures", "No column is left to learn from: all are ignored, constant, text without common words, or the label."));
        }

        return chosen;
    }

    private void CheckBounds(Column column)
    {
        if (column is not NumberColumn numbers || !_spec.Data.Features.TryGetValue(column.Name, out var feature))
        {
            return;
        }

        int outside = 0;
        foreach (double value in numbers.Values)
        {
            outside += value < feature.Min || value > feature.Max ? 1 : 0;
        }

        if (outside > 0)
        {
            _problems.Add(new Problem(
                "data.outOfRange",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Column '{column.Name}' has {outside} values outside {feature.Min?.ToString(CultureInfo.InvariantCulture) ?? "-∞"} to {feature.Max?.ToString(CultureInfo.InvariantCulture) ?? "∞"}, the range that data.features declares. Mend the data or the range.")));
        }
    }

    private void CheckDuplicates(Table table)
    {
        int duplicates = RowHash.CountDuplicates(table);
        double share = (double)duplicates / table.RowCount;
        if (share > _spec.Validate.MaxDuplicateRows)
        {
            _problems.Add(new Problem(
                "data.tooManyDuplicates",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{duplicates} of {table.RowCount} rows ({share:P1}) repeat an earlier row; validate.maxDuplicateRows allows {_spec.Validate.MaxDuplicateRows:P1}. Remove the repeats or allow more.")));
        }
    }

    private static bool IsConstant(Column column) => column switch
    {
        NumberColumn c => !c.Values.ContainsAnyExcept(c.Values[0]),
        CategoryColumn c => !c.Codes.ContainsAnyExcept(c.Codes[0]),
        TimestampColumn c => !c.Ticks.ContainsAnyExcept(c.Ticks[0]),
        _ => false,
    };
}
