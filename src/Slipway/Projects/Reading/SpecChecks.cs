using System.Text.Json;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using static System.FormattableString;

namespace Slipway.Projects.Reading;

/// <summary>The rules that concern several values of a spec at once. Each looks only at values that are valid in themselves.</summary>
internal sealed class SpecChecks(SpecBindings bindings, SpecProblems problems)
{
    public void Run()
    {
        CheckLabel();
        CheckTime();
        CheckFeatures();
        CheckMetrics();
        CheckRules();
        CheckThresholds();
        CheckRollout();
        new TrainChecks(bindings, problems).Run();
    }

    private static IEnumerable<BoundValue> Matching(IEnumerable<BoundValue> values, string name) =>
        values.Where(v => name.Equals(v.Value));

    private void CheckLabel()
    {
        if (bindings.Find("data.label") is not { Value: string label })
        {
            return;
        }

        foreach (var ignored in Matching(bindings.All("data.ignore"), label))
        {
            Refuse(ignored.Place, $"data.ignore: '{label}' is the label, which training needs; remove it from the list.");
        }

        foreach (var feature in bindings.All("data.features").Where(f => f.Key == label))
        {
            Refuse(feature.Place, $"data.features: '{label}' is the label, which is not a feature; remove it here.");
        }

        foreach (var redacted in Matching(bindings.All("serve.log.redact"), label))
        {
            Refuse(redacted.Place, $"serve.log.redact: '{label}' is the label, which callers do not send; name a feature, or remove it.");
        }
    }

    private void CheckTime()
    {
        if (bindings.Find("data.time") is not { Value: string time } place)
        {
            return;
        }

        if (time.Equals(bindings.Find("data.label")?.Value))
        {
            Refuse(place.Place, $"data.time: '{time}' is the label; name another column that says when a row was known.");
        }

        foreach (var ignored in Matching(bindings.All("data.ignore"), time))
        {
            Refuse(
                ignored.Place,
                $"data.ignore: '{time}' is the time column, by which rows are split; remove it from the list, or data.time.");
        }

        foreach (var feature in bindings.All("data.features"))
        {
            if (feature.Key == time && feature.Value is FeatureSpec { Type: { } type and not ColumnType.Timestamp })
            {
                Refuse(
                    bindings.Find($"data.features.{time}.type")?.Place ?? feature.Place,
                    $"data.features.{time}.type: '{Word(type)}' contradicts data.time; write timestamp.");
            }
        }
    }

    private void CheckFeatures()
    {
        var features = bindings.All("data.features").ToDictionary(f => f.Key, StringComparer.Ordinal);
        foreach (var ignored in bindings.All("data.ignore").Where(i => features.ContainsKey((string)i.Value)))
        {
            Refuse(ignored.Place, $"data.ignore: '{ignored.Value}' is also in data.features; remove it from one of them.");
        }

        foreach (var feature in features.Values)
        {
            CheckBounds($"data.features.{feature.Key}", (FeatureSpec)feature.Value);
        }
    }

    private void CheckBounds(string path, FeatureSpec feature)
    {
        var bound = bindings.Find(path + ".min") ?? bindings.Find(path + ".max");
        if (bound is not null && feature.Type is { } type and not ColumnType.Number)
        {
            Refuse(
                bound.Place,
                $"{path}: Only numbers have bounds, but the type is {Word(type)}; remove min and max.");
        }
        else if (bound is not null && feature.Min > feature.Max)
        {
            Refuse(bound.Place, Invariant($"{path}.min: {feature.Min} is above max, {feature.Max}; exchange them."));
        }
    }

    private void CheckMetrics()
    {
        if (bindings.Find("task") is not { Value: LearningTask task })
        {
            return;
        }

        foreach (string path in (string[])["train.search.metric", "monitor.performance.metric"])
        {
            if (bindings.Find(path) is { Value: string metric } place)
            {
                CheckMetric(task, place.Place, path, metric);
            }
        }

        foreach (string path in (string[])["gate.require", "gate.notWorseThanChampion"])
        {
            foreach (var entry in bindings.All(path))
            {
                CheckMetric(task, entry.Place, path, entry.Key);
            }
        }
    }

    private void CheckMetric(LearningTask task, YamlNode place, string path, string metric)
    {
        if (MetricNames.All.Contains(metric) && !MetricNames.Of(task).Contains(metric))
        {
            problems.Add(
                SpecCodes.MetricOfOtherTask, place,
                $"{path}: '{metric}' does not measure a {task.ToString().ToLowerInvariant()} model; "
                + $"write one of {string.Join(", ", MetricNames.Of(task))}.");
        }
    }

    private void CheckRules()
    {
        foreach (var entry in bindings.All("gate.require").Where(e => MetricNames.All.Contains(e.Key)))
        {
            var rule = (GateRule)entry.Value;
            (double min, double max) = MetricNames.Bounds(entry.Key);
            if (!rule.Holds(rule.Operator is GateOperator.AtLeast or GateOperator.Above ? max : min))
            {
                Refuse(
                    bindings.Find($"gate.require.{entry.Key}")?.Place ?? entry.Place,
                    $"gate.require.{entry.Key}: '{rule}' can never hold, as {entry.Key} is {Range(min, max)}; change the threshold.");
            }
        }
    }

    private void CheckThresholds()
    {
        var method = (DriftMethod?)bindings.Find("monitor.drift.method")?.Value ?? DriftMethod.Auto;
        bool isPValue = method is DriftMethod.KolmogorovSmirnov or DriftMethod.ChiSquare;
        var thresholds = bindings.All("monitor.drift.threshold").Select(t => (Path: "monitor.drift.threshold", t.Place, t.Value))
            .Concat(bindings.All("monitor.drift.columnThresholds").Select(t => (Path: $"monitor.drift.columnThresholds.{t.Key}", t.Place, t.Value)));
        foreach (var (path, place, value) in thresholds)
        {
            if (method == DriftMethod.Auto)
            {
                Refuse(
                    place,
                    $"{path}: A threshold is of one score, but monitor.drift.method is auto, which chooses among several; name the method, such as psi.");
            }
            else if (isPValue && value is >= 1.0)
            {
                Refuse(place, Invariant($"{path}: {value} is no threshold for {method}, whose score is a p-value; write a number below 1, such as 0.05."));
            }
        }
    }

    private void CheckRollout()
    {
        var steps = bindings.All("rollout.steps");
        for (int i = 1; i < steps.Count; i++)
        {
            if ((double)steps[i].Value <= (double)steps[i - 1].Value)
            {
                Refuse(
                    steps[i].Place,
                    Invariant($"rollout.steps: {steps[i].Value} is not above {steps[i - 1].Value}, the share before; write shares that grow."));
            }
        }
    }

    private static string Range(double min, double max) =>
        double.IsInfinity(max) ? Invariant($"at least {min}")
        : double.IsInfinity(min) ? Invariant($"at most {max}")
        : Invariant($"from {min} to {max}");

    private static string Word(ColumnType type) => JsonNamingPolicy.CamelCase.ConvertName(type.ToString());

    private void Refuse(YamlNode place, string message) => problems.Add(SpecCodes.Contradiction, place, message);
}
