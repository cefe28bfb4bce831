namespace Slipway.Storage;

/// <summary>
/// Named byte strings in containers: a folder on a laptop, Azure Blob in the cloud. Safe for several threads and several processes.
/// A put is atomic: readers see the old content or the new, also after a crash.
/// </summary>
/// <remarks>
/// A store that cannot be read or written, because a disk is full or a network is down, throws an <see cref="IOException"/>.
/// A key is never also the folder of another: where <c>a</c> is an object, <c>a/b</c> is not, because folders cannot hold both.
/// </remarks>
public interface IObjectStore
{
    /// <summary>How much can be appended at once; Azure Blob allows as much, 50,000 times for one object.</summary>
    const int MaxAppendSizeInBytes = 100 << 20;

    /// <summary>How many parts an object can be made of; Azure Blob allows as many.</summary>
    const int MaxPartCount = 50_000;

    /// <summary>Reads a whole object; <see langword="null"/> when there is none. For objects that fit in memory.</summary>
    Task<StoredObject?> GetAsync(ObjectPath path, CancellationToken cancellationToken);

    /// <summary>What a listing would say of an object; <see langword="null"/> when there is none.</summary>
    Task<ObjectEntry?> FindAsync(ObjectPath path, CancellationToken cancellationToken);

    /// <summary>
    /// Opens an object for streaming, from a byte offset; <see langword="null"/> when there is none. At or behind the end the stream is
    /// empty.
    /// The caller disposes it.
    /// </summary>
    Task<Stream?> OpenReadAsync(ObjectPath path, long offsetInBytes, CancellationToken cancellationToken);

    /// <summary>Writes a whole object from memory.</summary>
    /// <returns>The mark of the new state, or <see langword="null"/> when the condition did not hold and nothing was written.</returns>
    Task<ETag?> PutAsync(ObjectPath path, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken);

    /// <summary>Writes a whole object from a stream, read to its end. When the stream fails, nothing is written.</summary>
    /// <returns>The mark of the new state, or <see langword="null"/> when the condition did not hold and nothing was written.</returns>
    Task<ETag?> PutAsync(ObjectPath path, Stream content, PutCondition condition, CancellationToken cancellationToken);

    /// <summary>
    /// Adds whole lines at the end of an object that was made by appending, and makes it when there is none. Calls never mix.
    /// A crash in the middle of a call may leave a part of its lines, the last of them torn: readers pass over a last line without a line
    /// feed,
    /// and the next append first cuts it off.
    /// </summary>
    /// <param name="path">The object's name.</param>
    /// <param name="content">One or more lines, up to <see cref="MaxAppendSizeInBytes"/>; the last one too ends with a line feed.</param>
    /// <param name="cancellationToken">Ends the call early, before anything is written.</param>
    /// <exception cref="ArgumentException">The content does not end with a line feed.</exception>
    Task AppendAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps one part of a large object, invisible until the parts are committed. Several processes can stage parts of one object at a
    /// time. Parts that are never committed are removed after a week or later; writing the object in another way may remove them too.
    /// </summary>
    /// <param name="path">The object's name.</param>
    /// <param name="partNumber">Which part, from 0 and below <see cref="MaxPartCount"/>; staging a part again replaces it.</param>
    /// <param name="content">The bytes, at least one.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    Task StagePartAsync(ObjectPath path, int partNumber, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>
    /// Writes an object that is its staged parts in order. The parts are gone afterwards, unless the condition did not hold.
    /// </summary>
    /// <param name="path">The object's name.</param>
    /// <param name="partCount">Of how many parts: those numbered from 0 to one less. Others are dropped.</param>
    /// <param name="condition">What must hold; it is looked at before the parts.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>The mark of the new state, or <see langword="null"/> when the condition did not hold and nothing was written.</returns>
    /// <exception cref="InvalidOperationException">A part is missing: never staged, or committed already.</exception>
    Task<ETag?> CommitPartsAsync(ObjectPath path, int partCount, PutCondition condition, CancellationToken cancellationToken);

    /// <summary>Deletes an object.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="ifMatch">The state that it must still be in; <see langword="null"/> for any.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>Whether it was there (in that state) and is gone.</returns>
    Task<bool> DeleteAsync(ObjectPath path, ETag? ifMatch, CancellationToken cancellationToken);

    /// <summary>Lists the objects whose keys start with a prefix, in ordinal order of their keys.</summary>
    IAsyncEnumerable<ObjectEntry> ListAsync(string container, string prefix, CancellationToken cancellationToken);

    /// <summary>Takes the lease on a name, if nobody holds it. The name need not be an object.</summary>
    /// <param name="name">What is leased, such as <c>locks/retrain/wine</c>.</param>
    /// <param name="duration">How long it lasts without renewal, 15 to 60 seconds.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>The lease, or <see langword="null"/> when somebody else holds it.</returns>
    Task<ILease?> TryAcquireLeaseAsync(ObjectPath name, TimeSpan duration, CancellationToken cancellationToken);
}
