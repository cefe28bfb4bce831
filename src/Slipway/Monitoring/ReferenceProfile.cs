using System.Buffers.Binary;
using Slipway.Learning.Performance;
using Slipway.Learning.Profiles;
using Slipway.Learning.Results;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Monitoring;

/// <summary>
/// What a model version keeps of the data that it was made from, to compare current data with. Its size does not depend on the rows.
/// Immutable; safe to use from several threads.
/// </summary>
/// <param name="Features">The features of the training rows.</param>
/// <param name="Predictions">What the model answered to the held-out test rows, as <see cref="PredictionTable"/> lays it out.</param>
/// <param name="Performance">What estimating the performance needs; null where there were no rows to fit it on.</param>
public sealed record ReferenceProfile(DatasetProfile Features, DatasetProfile Predictions, PerformanceReference? Performance)
{
    private const byte FormatVersion = 1;

    private static ReadOnlySpan<byte> Magic => "SLRF"u8;

    /// <summary>Makes the profile of a trained model.</summary>
    /// <param name="trainFeatures">The features of the training rows.</param>
    /// <param name="test">The held-out test rows.</param>
    /// <param name="testPredictions">What the model answered to them, row-major.</param>
    /// <param name="options">How the performance part is fitted.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static ReferenceProfile Fit(
        Table trainFeatures,
        TrainingSet test,
        ReadOnlySpan<float> testPredictions,
        PerformanceReferenceOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trainFeatures);
        ArgumentNullException.ThrowIfNull(test);
        return new ReferenceProfile(
            DatasetProfile.Of(trainFeatures),
            DatasetProfile.Of(PredictionTable.Of(test.Schema, testPredictions), findsDuplicates: false),
            PerformanceReference.Fit(test.Schema, test.Features, test.Targets, testPredictions, options, cancellationToken));
    }

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    /// <param name="bytes">Any bytes; those that no profile has are refused.</param>
    /// <returns>The profile, or <c>profile.missing</c>, <c>profile.malformed</c>, <c>profile.versionUnknown</c>.</returns>
    public static Result<ReferenceProfile> Deserialize(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return new Problem("profile.missing", "The version has no reference profile to compare data with. Train the model again.");
        }

        if (!bytes.StartsWith(Magic) || bytes.Length == Magic.Length)
        {
            return Malformed();
        }

        if (bytes[Magic.Length] != FormatVersion)
        {
            return new Problem(
                "profile.versionUnknown",
                $"The reference profile has format version {bytes[Magic.Length]}; this build reads version {FormatVersion}. Update Slipway, or train the model again.");
        }

        var rest = bytes[(Magic.Length + 1)..];
        bool isWhole = TryTake(ref rest, out var features);
        isWhole &= TryTake(ref rest, out var predictions);
        isWhole &= TryTake(ref rest, out var performance);
        if (!isWhole || !rest.IsEmpty)
        {
            return Malformed();
        }

        var readFeatures = DatasetProfile.Deserialize(features);
        var readPredictions = DatasetProfile.Deserialize(predictions);
        var readPerformance = performance.IsEmpty ? null : PerformanceReference.Deserialize(performance);
        Problem[] problems = [.. readFeatures.Problems, .. readPredictions.Problems, .. readPerformance?.Problems ?? []];
        return problems.Length > 0
            ? Result<ReferenceProfile>.Failure(problems)
            : new ReferenceProfile(readFeatures.Value, readPredictions.Value, readPerformance?.Value);
    }

    /// <summary>The profile as bytes; equal profiles give equal bytes.</summary>
    public byte[] Serialize()
    {
        byte[][] parts = [Features.Serialize(), Predictions.Serialize(), Performance?.Serialize() ?? []];
        using var stream = new MemoryStream();
        stream.Write(Magic);
        stream.WriteByte(FormatVersion);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (byte[] part in parts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
            stream.Write(length);
            stream.Write(part);
        }

        return stream.ToArray();
    }

    private static Problem Malformed() => new(
        "profile.malformed", "The reference profile is damaged. Restore the file from a copy, or train the model again.");

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> part)
    {
        part = default;
        if (rest.Length < sizeof(int))
        {
            return false;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        rest = rest[sizeof(int)..];
        if (length < 0 || length > rest.Length)
        {
            return false;
        }

        part = rest[..length];
        rest = rest[length..];
        return true;
    }
}
