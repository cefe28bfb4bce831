using Slipway.Learning.Onnx.Importing;
using Slipway.Registry;

namespace Slipway.Importing;

/// <summary>Asks to register a model file of other software.</summary>
/// <param name="Model">The model that it is to be a version of.</param>
/// <param name="File">The content of the ONNX file.</param>
/// <param name="Options">What the file does not say.</param>
/// <param name="Actor">Who, for the audit log.</param>
public sealed record ImportModelCommand(ModelName Model, ReadOnlyMemory<byte> File, OnnxImportOptions Options, string Actor)
{
    /// <summary>Labelled rows as CSV, to verify the file on and to compare current data with; empty when there are none.</summary>
    public ReadOnlyMemory<byte> Sample { get; init; }

    /// <summary>The column of the sample that holds what the model answered elsewhere: a class or a number a row.</summary>
    public string? ExpectedColumn { get; init; }

    /// <summary>The text of a <c>model.yaml</c> for serving and monitoring; one is written when there is none.</summary>
    public string? SpecText { get; init; }
}
