using System.Security.Cryptography;
using System.Text;
using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Importing;
using Slipway.Learning.Results;
using Slipway.Learning.Tables;
using Slipway.Projects;
using Slipway.Registry;

namespace Slipway.Importing;

/// <summary>
/// Registers a model that was trained elsewhere: takes its ONNX file over, verifies it on sample rows where there are any, and makes it a
/// version like any other. The same file and settings give the version that they have. Thread-safe.
/// </summary>
public sealed class ImportModel(ModelRegistry registry)
{
    /// <summary>The name that versions have for a trainer which were not trained here.</summary>
    public const string Trainer = "imported";

    /// <summary>Registers a file.</summary>
    /// <param name="command">The file and what is known of it.</param>
    /// <param name="cancellationToken">Ends the call early; nothing is registered then.</param>
    /// <returns>
    /// The version; or all problems of <see cref="OnnxImporter.Import"/>, of the spec, of reading the sample, <c>import.spec</c> (a spec of
    /// another model), <c>import.sample</c> (rows that do not fit the model), <c>import.disagrees</c> (answers other than those expected).
    /// </returns>
    public async Task<Result<ModelManifest>> HandleAsync(ImportModelCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        var named = NameFeatures(command);
        var imported = named.TryGetValue(out var options)
            ? OnnxImporter.Import(command.File.Span, options)
            : Result<ImportedModel>.Failure(named.Problems);
        if (!imported.TryGetValue(out var model))
        {
            return Result<ModelManifest>.Failure(imported.Problems);
        }

        string specText = command.SpecText ?? ImportedSpec.Write(command.Model, model.Schema);
        var read = SpecReader.Read(specText, "model.yaml");
        if (!read.TryGetValue(out var spec))
        {
            return Result<ModelManifest>.Failure(read.Problems);
        }

        if (spec.Name != command.Model || spec.Task != model.Schema.Task || spec.Data.Label != model.Schema.Label)
        {
            return new Problem(
                "import.spec",
                $"The spec is of {spec.Name}, {spec.Task}, with the label '{spec.Data.Label}'; the file is registered as {command.Model}, "
                + $"{model.Schema.Task}, with the label '{model.Schema.Label}'. Make them agree.");
        }

        var verified = SampleCheck.Run(command, spec, model, cancellationToken);
        return verified.TryGetValue(out var sample)
            ? await registry.RegisterAsync(Candidate(command, model, sample, specText), command.Actor, cancellationToken)
            : Result<ModelManifest>.Failure(verified.Problems);
    }

    /// <summary>A matrix has no names of its own; the header of the sample has.</summary>
    private static Result<OnnxImportOptions> NameFeatures(ImportModelCommand command)
    {
        if (command.Sample.IsEmpty || command.Options.Features.Count > 0)
        {
            return command.Options;
        }

        var loaded = OnnxModel.Load(command.File.Span);
        var opened = CsvReader.Open(new MemoryStream(command.Sample.ToArray()), new CsvOptions());
        if (!loaded.TryGetValue(out var model) || !opened.TryGetValue(out var reader))
        {
            return Result<OnnxImportOptions>.Failure([.. loaded.Problems, .. opened.Problems]);
        }

        using (reader)
        {
            string[] names = [.. reader.Header.Where(name => name != command.Options.Label && name != command.ExpectedColumn)];
            if (model.Inputs.All(input => input.Width == 1))
            {
                return command.Options;
            }

            int width = model.Inputs.Sum(input => input.Width);
            return names.Length == width
                ? command.Options with { Features = names }
                : new Problem(
                    "import.features",
                    $"The model takes {width} values a row and does not name them; the sample has {names.Length} columns beside the label and the "
                    + "expected answers. Give the sample those columns, in the order of the model, or name the features.");
        }
    }

    private static ModelCandidate Candidate(ImportModelCommand command, ImportedModel model, SampleCheck sample, string specText)
    {
        string specHash = SpecHash.Compute(specText);
        string file = Sha256(command.File.Span);
        string identity = Sha256(Encoding.UTF8.GetBytes($"{file} {Sha256(model.Onnx)} {specHash} {sample.Sha256}"));
        return new ModelCandidate
        {
            Model = command.Model,
            Onnx = model.Onnx,
            ReferenceProfile = sample.ReferenceProfile,
            SpecText = specText,
            Trainer = Trainer,
            Parameters = new Dictionary<string, double>(),
            Schema = sample.Schema,
            Metrics = sample.Metrics,
            FeatureImportance = new Dictionary<string, double>(),
            Confusion = sample.Confusion,
            TrainingRows = 0,
            TestRows = sample.RowCount,
            Lineage = new Lineage($"import-{identity[..32]}", sample.Sha256, specHash, null) { Imported = new ImportedFile(file, model.Producer) },
        };
    }

    private static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
