using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.MlNet.Tests;

/// <summary>
/// Microsoft.ML as its documentation uses it: its own featurizing, its own defaults. Only threads and seeds are set, for one result.
/// </summary>
internal static class DirectModel
{
    private const int Seed = 7;

    public static float[] Predict(string trainer, Sample sample)
    {
        var context = new MLContext(Seed);
        var schema = sample.Train.Schema;
        string[] words = [.. schema.Features.Where(f => f.Type == ColumnType.Category).Select(f => f.Name)];
        string[] texts = [.. schema.Features.Where(f => f.Type == ColumnType.Text).Select(f => f.Name)];
        string[] numbers = [.. schema.Features.Select(f => f.Name).Except(words).Except(texts)];
        IEstimator<ITransformer> features = context.Transforms.NormalizeMeanVariance("Numbers", fixZero: false);
        features = texts.Length > 0 ? context.Transforms.Text.FeaturizeText("Features", "Text") : words.Length == 0
            ? features.Append(context.Transforms.Concatenate("Features", "Numbers"))
            : features.Append(context.Transforms.Categorical.OneHotEncoding("Words")).Append(context.Transforms.Concatenate("Features", "Numbers", "Words"));
        var fitted = features.Append(Learner(context, trainer, schema.Task)).Fit(View(context, sample.Train, numbers, words, texts));
        var predicted = fitted.Transform(View(context, sample.Test, numbers, words, texts));
        return schema.Task == LearningTask.Binary
            ? [.. predicted.GetColumn<float>("Probability").SelectMany(p => new[] { 1 - p, p })]
            : [.. predicted.GetColumn<float[]>("Score").SelectMany(shares => shares)];
    }

    private static IEstimator<ITransformer> Learner(MLContext context, string trainer, LearningTask task)
    {
        var (two, several) = (context.BinaryClassification.Trainers, context.MulticlassClassification.Trainers);
        return (trainer, task) switch
        {
            ("mlnet/lightgbm", LearningTask.Binary) => two.LightGbm("IsPositive"),
            ("mlnet/lightgbm", _) => several.LightGbm("ClassIndex"),
            ("mlnet/fast-tree", LearningTask.Binary) => two.FastTree("IsPositive"),
            ("mlnet/fast-tree", _) => several.OneVersusAll(two.FastTree("ClassIndex"), "ClassIndex"),
            ("mlnet/fast-forest", LearningTask.Binary) =>
                two.FastForest(Forest("IsPositive")).Append(context.BinaryClassification.Calibrators.Platt("IsPositive")),
            ("mlnet/fast-forest", _) => several.OneVersusAll(two.FastForest(Forest("ClassIndex")), "ClassIndex"),
            ("mlnet/sdca", LearningTask.Binary) => two.SdcaLogisticRegression("IsPositive"),
            ("mlnet/sdca", _) => several.SdcaMaximumEntropy("ClassIndex"),
            ("mlnet/lbfgs", LearningTask.Binary) => two.LbfgsLogisticRegression("IsPositive"),
            ("mlnet/lbfgs", _) => several.LbfgsMaximumEntropy("ClassIndex"),
            _ => throw new ArgumentOutOfRangeException(nameof(trainer), trainer, null),
        };
    }

    // Forests of other seeds differ by more than the tolerance.
    private static FastForestBinaryTrainer.Options Forest(string label) =>
        new() { LabelColumnName = label, Seed = Seed, FeatureSelectionSeed = Seed, NumberOfThreads = 1 };

    private static IDataView View(MLContext context, TrainingSet data, string[] numbers, string[] words, string[] texts)
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        definition["Numbers"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Math.Max(1, numbers.Length));
        definition["Words"].ColumnType = new VectorDataViewType(TextDataViewType.Instance, Math.Max(1, words.Length));
        definition["ClassIndex"].ColumnType = new KeyDataViewType(typeof(uint), Math.Max(1, data.Schema.Classes.Count));
        return context.Data.LoadFromEnumerable(
            Enumerable.Range(0, data.RowCount).Select(row => new Row
            {
                Numbers = [.. numbers.Select(name => (float)((NumberColumn)data.Features[name]).Values[row])],
                Words = [.. words.Select(name => Word((CategoryColumn)data.Features[name], row))],
                Text = texts.Length == 0 ? "" : ((TextColumn)data.Features[texts[0]]).Values[row] ?? "",
                IsPositive = data.Targets[row] == 1,
                ClassIndex = (uint)data.Targets[row],
            }).ToArray(),
            definition);
    }

    private static string Word(CategoryColumn column, int row) => column.IsMissing(row) ? "" : column.Categories[column.Codes[row]];

    private sealed class Row
    {
        public float[] Numbers { get; init; } = [];

        public string[] Words { get; init; } = [];

        public string Text { get; init; } = "";

        public bool IsPositive { get; init; }

        public uint ClassIndex { get; init; }
    }
}
