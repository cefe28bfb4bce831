using System.Globalization;

namespace Slipway.Storage;

/// <summary>
/// The name of a message's file, which is all that is known of it: from when it may be received, which message it is, how often it was
/// received. Taking, renewing and giving back a message are renames, so two processes cannot both succeed.
/// </summary>
internal readonly record struct QueueFileName(long VisibleAtTicks, string Id, int DeliveryCount)
{
    // Sixteen digits, so that names sort as their times do.
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{VisibleAtTicks:x16}_{Id}_{DeliveryCount}");

    /// <summary>Reads a name; false for a file that is not a message.</summary>
    public static bool TryParse(string name, out QueueFileName parsed)
    {
        parsed = default;
        if (name.Split('_') is not [{ Length: 16 } visibleAt, { Length: > 0 } id, var count]
            || !long.TryParse(visibleAt, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long ticks)
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int deliveryCount))
        {
            return false;
        }

        parsed = new QueueFileName(ticks, id, deliveryCount);
        return true;
    }
}
