using Azure.Storage.Queues.Models;

namespace Slipway.Azure;

/// <summary>Messages and times, as Azure Queue takes them.</summary>
internal static class StorageMessage
{
    /// <summary>The service takes text only.</summary>
    public static string Encode(ReadOnlyMemory<byte> message) => Convert.ToBase64String(message.Span);

    /// <summary>The bytes of a message. Text that is not base64 was put there by another tool and is taken as it is.</summary>
    public static byte[] Decode(QueueMessage message)
    {
        string text = message.Body.ToString();
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : message.Body.ToArray();
    }

    public static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
}
