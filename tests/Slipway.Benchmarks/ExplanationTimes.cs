using System.Diagnostics;
using System.Globalization;
using Slipway.Learning.Explaining;
using Slipway.Learning.Learners;
using Slipway.Learning.Onnx;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Benchmarks;

/// <summary>
/// How long it takes to explain a row, beside predicting it: 100 boosted trees of 31 leaves, a forest, and a network on 30 numbers.
/// </summary>
internal static class ExplanationTimes
{
    private const int Columns = 30, Rows = 20_000, Repetitions = 9, RowsInRepetition = 200;

    public static int Run()
    {
        var random = new Random(1);
        double[][] values = [.. Enumerable.Range(0, Columns).Select(_ => new double[Rows])];
        var targets = new double[Rows];
        for (int row = 0; row < Rows; row++)
        {
            double score = 0;
            for (int column = 0; column < Columns; column++)
            {
                values[column][row] = random.NextDouble();
                score += Math.Sin(values[column][row] * (column + 1));
            }

            targets[row] = random.NextDouble() < 1 / (1 + Math.Exp(-score)) ? 1 : 0;
        }

        NumberColumn[] columns = [.. values.Select((numbers, i) => new NumberColumn($"x{i}", numbers))];
        var schema = new ModelSchema(
            LearningTask.Binary, "target", [.. columns.Select(column => new FeatureSchema(column.Name, column.Type))], ["0", "1"]);
        var rows = new TrainingSet(schema, new Table(columns), targets);
        Measure("gbdt", rows, new Dictionary<string, double> { ["rounds"] = 100, ["maxLeaves"] = 31, ["learningRate"] = 0.1 });
        Measure("forest", rows, []);
        Measure("mlp", rows, new Dictionary<string, double> { ["layers"] = 2, ["units"] = 128, ["epochs"] = 3 });
        return 0;
    }

    private static void Measure(string trainer, TrainingSet rows, Dictionary<string, double> parameters)
    {
        Console.WriteLine(trainer);
        byte[] onnx = BuiltInTrainers.All.Single(t => t.Name == trainer)
            .Prepare(rows, new TrainerOptions(1, Environment.ProcessorCount))
            .Train(new ParameterSet(parameters), CancellationToken.None).ToOnnx();

        var model = OnnxModel.Load(onnx).Value;
        long start = Stopwatch.GetTimestamp();
        bool canExplain = Explainer.Create(model, 1).TryGetValue(out var explainer);
        Print("create", Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        var session = model.CreateSession();
        for (int input = 0; input < Columns; input++)
        {
            session.Floats(input)[0] = (float)((NumberColumn)rows.Features.Columns[input]).Values[0];
        }

        session.Run();
        Print("predict", Median(session.Run));
        if (canExplain)
        {
            double[] contributions = new double[explainer!.InputCount];
            Print("explain", Median(() => explainer.Explain(session, 0, 1, contributions)));
        }
    }

    private static double Median(Action action)
    {
        var times = new double[Repetitions];
        for (int i = 0; i < Repetitions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int row = 0; row < RowsInRepetition; row++)
            {
                action();
            }

            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / RowsInRepetition;
        }

        Array.Sort(times);
        return times[Repetitions / 2];
    }

    private static void Print(string what, double microseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {microseconds:F1} us"));
}
