using System.Diagnostics;
using System.Globalization;
using System.Text;
using Slipway.Audit;
using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Scoring;
using Slipway.Serving;
using Slipway.Storage;

namespace Slipway.Benchmarks;

/// <summary>
/// Times one row of the benchmark's model in process: predicting alone, with its JSON, and with its record in the prediction log. The
/// log's writer works in the same process, so that the processor time counts what it does in the background. Built with
/// <c>-p:OnnxRuntimePeer=true</c>, it times ONNX Runtime on the same file and the same row beside it.
/// </summary>
internal static partial class RowTimes
{
    private const int Warmup = 20_000;
    private const int WarmupSteps = 4;
    private const int Samples = 201;
    private const int SampleRows = 500;

    public static async Task<int> RunAsync(string storeFolder)
    {
        var store = new FolderObjectStore(storeFolder, TimeProvider.System);
        var registry = new ModelRegistry(store, new AuditLog(store), TimeProvider.System);
        var name = ModelName.Parse("bench");
        int version = (await registry.ResolveAsync(name, "champion", CancellationToken.None)).Value;
        var model = (await new ScoringModels(registry).LoadAsync(name, version, CancellationToken.None)).Value;

        byte[] json = RandomRow(model);
        var workspace = model.Rent();
        model.JsonReader.Read(json, 1, workspace.Batch, workspace.Report);
        Report("predict", () => model.Predict(workspace.Batch, workspace.Predictions));
        ReportPeer(Path.Combine(storeFolder, "registry", "models", "bench", "versions", $"{version}", "model.onnx"), workspace);
        Report("read JSON and predict", () => Answer(model, json));

        await using var writer = new LogWriter(store, TimeProvider.System, new LogWriterOptions { Instance = "bench" });
        var recorder = new PredictionRecorder(writer);
        var request = new ServedRequest(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, TimeSpan.FromMicroseconds(123), "champion", null);
        model.Predict(workspace.Batch, workspace.Predictions);
        Report("record", () => Record(recorder, model, workspace, request));
        Console.WriteLine($"records dropped: {writer.DroppedRecords}");
        return 0;
    }

    static partial void ReportPeer(string file, PredictionWorkspace workspace);

    private static void Answer(ServedModel model, byte[] json)
    {
        var workspace = model.Rent();
        model.JsonReader.Read(json, 1, workspace.Batch, workspace.Report);
        model.Predict(workspace.Batch, workspace.Predictions);
        model.Return(workspace);
    }

    private static void Record(PredictionRecorder recorder, ServedModel model, PredictionWorkspace workspace, ServedRequest request)
    {
        var recorded = recorder.RecordAsync(model, workspace.Batch, workspace.Predictions, request, CancellationToken.None);
        if (!recorded.IsCompletedSuccessfully)
        {
            recorded.AsTask().Wait();
        }
    }

    private static byte[] RandomRow(ServedModel model)
    {
        var random = new Random(1);
        var cells = model.Manifest.Schema.Features
            .Select(f => string.Create(CultureInfo.InvariantCulture, $"\"{f.Name}\":{Math.Round((random.NextDouble() - 0.5) * 8, 6)}"));
        return Encoding.UTF8.GetBytes($"{{{string.Join(',', cells)}}}");
    }

    private static void Report(string what, Action action)
    {
        // The compiler puts its best code in place in steps, each in the background after calls to the one before.
        for (int step = 0; step < WarmupSteps; step++)
        {
            for (int i = 0; i < Warmup; i++)
            {
                action();
            }

            Thread.Sleep(300);
        }

        double[] nanoseconds = new double[Samples];
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        var busy = Process.GetCurrentProcess().TotalProcessorTime;
        for (int sample = 0; sample < Samples; sample++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < SampleRows; i++)
            {
                action();
            }

            nanoseconds[sample] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / SampleRows;
        }

        busy = Process.GetCurrentProcess().TotalProcessorTime - busy;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Array.Sort(nanoseconds);
        const int Rows = Samples * SampleRows;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: median {nanoseconds[Samples / 2]:F0} ns, least {nanoseconds[0]:F0} ns, process CPU {busy.TotalNanoseconds / Rows:F0} ns, {(double)bytes / Rows:F1} bytes a row"));
    }
}
