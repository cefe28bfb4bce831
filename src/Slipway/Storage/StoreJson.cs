using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Slipway.Storage;

/// <summary>How documents are written to the store: UTF-8 JSON that people can read, the same bytes on every system.</summary>
public static class StoreJson
{
    /// <summary>The one set of options for documents in the store. Read-only.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>How a type of document is read and written.</summary>
    /// <exception cref="NotSupportedException"><see cref="StoreJsonContext"/> does not name the type.</exception>
    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    /// <summary>Reads a document; <see langword="null"/> when there is none.</summary>
    /// <exception cref="InvalidDataException">The object is not such a document.</exception>
    public static async Task<StoredJson<T>?> GetJsonAsync<T>(this IObjectStore store, ObjectPath path, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(store);
        if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return null;
        }

        try
        {
            var value = JsonSerializer.Deserialize(stored.Content.Span, TypeOf<T>()) ?? throw new JsonException("The document is null.");
            return new StoredJson<T>(value, stored.ETag);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is damaged or was not written by Slipway: {e.Message} Restore it from a backup.", e);
        }
    }

    /// <summary>Writes a document.</summary>
    /// <returns>The mark of the new state, or <see langword="null"/> when the condition did not hold and nothing was written.</returns>
    public static Task<ETag?> PutJsonAsync<T>(
        this IObjectStore store, ObjectPath path, T value, PutCondition condition, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(value);
        byte[] content = [.. JsonSerializer.SerializeToUtf8Bytes(value, TypeOf<T>()), (byte)'\n'];
        return store.PutAsync(path, content, condition, cancellationToken);
    }

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = true,
            NewLine = "\n",

            // Documents are files and are never pasted into HTML, so letters beyond ASCII stay readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,

            // A metric can be undefined, such as an AUC of one class.
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            TypeInfoResolver = StoreJsonContext.Default,
        };
        EnumNames.AddTo(options);
        options.MakeReadOnly();
        return options;
    }
}
