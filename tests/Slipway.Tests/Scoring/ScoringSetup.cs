using System.Text;
using Slipway.Audit;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Registry;
using Slipway.Scoring;
using Slipway.Serving;
using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Scoring;

/// <summary>A store with a model, and files to score with it.</summary>
internal static class ScoringSetup
{
    public static ModelSchema Schema { get; } = new(
        LearningTask.Binary,
        "label",
        [
            new FeatureSchema("size", ColumnType.Number) { Min = -1000, Max = 1000 },
            new FeatureSchema("color", ColumnType.Category) { AllowsMissing = true, Categories = ["red", "blue"] },
        ],
        ["no", "yes, \"sure\""]);

    private static byte[] Onnx { get; } = OnnxExporter.Export(
        Schema, [new NumberStep("size"), new OneHotStep("color", ["red", "blue"])], new LinearModel([0.01f, 1, -1, 0], [0], OutputLink.Logistic));

    public static async Task RegisterAsync(IObjectStore store, TimeProvider time, string name = "wine")
    {
        var registry = new ModelRegistry(store, new AuditLog(store), time);
        var candidate = new ModelCandidate
        {
            Model = ModelName.Parse(name),
            Onnx = Onnx,
            SpecText = $"name: {name}\n",
            Trainer = "linear",
            Parameters = new Dictionary<string, double>(),
            Schema = Schema,
            Metrics = new Dictionary<string, double>(),
            FeatureImportance = new Dictionary<string, double>(),
            TrainingRows = 10,
            TestRows = 1,
            Lineage = new Lineage($"run-{name}", new string('a', 64), new string('b', 64), null),
        };
        int version = (await registry.RegisterAsync(candidate, "test", CancellationToken.None)).Value.Version;
        await registry.PromoteAsync(ModelName.Parse(name), version, "champion", "test", "test", null, CancellationToken.None);
    }

    public static ScoringModels Models(IObjectStore store, TimeProvider time) => new(new ModelRegistry(store, new AuditLog(store), time));

    public static async Task<ServedModel> LoadAsync()
    {
        var time = new ManualTime();
        var store = new MemoryObjectStore(time);
        await RegisterAsync(store, time);
        return (await Models(store, time).LoadAsync(ModelName.Parse("wine"), 1, CancellationToken.None)).Value;
    }

    /// <summary>Rows of which some are bad and some hold quoted line ends, commas and quotes; the id tells them apart.</summary>
    public static string Csv(int rows, string lineEnd = "\n")
    {
        var text = new StringBuilder("id,size,color,note").Append(lineEnd);
        for (int i = 0; i < rows; i++)
        {
            string size = i % 17 == 5 ? "large" : i % 31 == 7 ? "" : $"{(i * 37 % 1000) - 500}.{i % 10}";
            string note = (i % 7) switch
            {
                0 => "\"two\nlines\"",
                1 => "\"a, \"\"b\"\"\"",
                2 => "\"\n\"\"\n,\"",
                3 => "in\"side",
                _ => "plain",
            };
            text.Append(i).Append(',').Append(size).Append(',').Append(i % 3 == 0 ? "red" : "").Append(',').Append(note);
            if (i % 41 == 11)
            {
                text.Append(",one,too,many");
            }

            text.Append(lineEnd);
            if (i % 29 == 3)
            {
                text.Append(lineEnd);
            }
        }

        return text.ToString();
    }

    /// <summary>The ids of the rows of a scored or rejected CSV.</summary>
    public static List<int> Ids(ReadOnlySpan<byte> csv, bool isRejected)
    {
        var ids = new List<int>();
        using var reader = CsvReader.Open(new MemoryStream(csv.ToArray()), new CsvOptions()).Value;
        while (reader.Read())
        {
            Assert.Null(reader.Problem);
            string text = Encoding.UTF8.GetString(reader[isRejected ? 2 : 0]);
            ids.Add(int.Parse(text.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture));
        }

        return ids;
    }
}
