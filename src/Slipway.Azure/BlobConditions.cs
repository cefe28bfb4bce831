using Azure;
using Azure.Storage.Blobs.Models;
using Slipway.Storage;

namespace Slipway.Azure;

/// <summary>The marks and conditions of the port, as Azure spells them.</summary>
internal static class BlobConditions
{
    /// <summary>Some answers of the service have quotes around the mark, some have not.</summary>
    public static Storage.ETag ToMark(this global::Azure.ETag etag) => new(etag.ToString("G").Trim('"'));

    public static BlobRequestConditions ToRequest(this PutCondition condition) => new()
    {
        IfNoneMatch = condition.MustNotExist ? global::Azure.ETag.All : null,
        IfMatch = condition.IfMatch is { } etag ? new global::Azure.ETag(etag.Value) : null,
    };

    /// <summary>Whether a call failed only because its condition did not hold.</summary>
    public static bool IsConditionNotMet(this RequestFailedException e) =>
        e.Status == 412 || e.ErrorCode == BlobErrorCode.BlobAlreadyExists;

    /// <summary>Whether a call failed because there is no such blob, or not even its container.</summary>
    public static bool IsNotFound(this RequestFailedException e) => e.Status == 404;
}
