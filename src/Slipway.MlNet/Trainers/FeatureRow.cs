using Microsoft.ML;
using Microsoft.ML.Data;
using Slipway.Learning.Featurizing;

namespace Slipway.MlNet.Trainers;

/// <summary>A row as Microsoft.ML reads it. The label stands in the column of each task's type; what does not fit one is not read.</summary>
internal sealed class FeatureRow
{
    public float[] Features { get; init; } = [];

    /// <summary>The label of two classes.</summary>
    public bool IsPositive { get; init; }

    /// <summary>The label of several classes, from 0. Microsoft.ML makes a key of it.</summary>
    public uint ClassIndex { get; init; }

    /// <summary>The label of numbers.</summary>
    public float Number { get; init; }

    /// <summary>The rows of a matrix, one after another.</summary>
    /// <param name="matrix">The features.</param>
    /// <param name="targets">The labels, or null where they are to be predicted.</param>
    public static IEnumerable<FeatureRow> Enumerate(FeatureMatrix matrix, double[]? targets)
    {
        for (int i = 0; i < matrix.RowCount; i++)
        {
            var features = new float[matrix.FeatureCount];
            matrix.CopyRows(i, 1, features);
            double target = targets?[i] ?? 0;
            yield return new FeatureRow
            {
                Features = features,
                IsPositive = target == 1,
                ClassIndex = target is >= 0 and <= int.MaxValue ? (uint)target : 0,
                Number = Float32.FromDouble(target),
            };
        }
    }

    /// <summary>Rows as a view of Microsoft.ML.</summary>
    /// <param name="context">Its context.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="featureCount">The features of each row.</param>
    /// <param name="classCount">The classes; 0 for numbers.</param>
    public static IDataView View(MLContext context, IEnumerable<FeatureRow> rows, int featureCount, int classCount)
    {
        var definition = SchemaDefinition.Create(typeof(FeatureRow));
        definition[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, featureCount);
        definition[nameof(ClassIndex)].ColumnType = new KeyDataViewType(typeof(uint), Math.Max(1, classCount));
        return context.Data.LoadFromEnumerable(rows, definition);
    }
}
