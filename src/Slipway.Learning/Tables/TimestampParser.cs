namespace Slipway.Learning.Tables;

/// <summary>Reads ISO 8601 dates and times in their common spellings.</summary>
internal static class TimestampParser
{
    private const int MaxFractionDigits = 7;

    /// <summary>Reads a text that has no spaces around it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long utcTicks)
    {
        utcTicks = 0;
        int position = 0;
        if (!TryReadDigits(text, ref position, 4, out int year) || !TryReadSeparator(text, ref position, out byte separator)
            || !TryReadDigits(text, ref position, 2, out int month) || !TrySkip(text, ref position, separator)
            || !TryReadDigits(text, ref position, 2, out int day))
        {
            return false;
        }

        if (year == 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;

        long ticks = new DateTime(year, month, day).Ticks;
        if (position < text.Length)
        {
            if (text[position] is not ((byte)'T' or (byte)'t' or (byte)' '))
                return false;

            position++;
            if (!TryReadTime(text, ref position, out long time) || !TryReadOffset(text, ref position, out long offset))
                return false;

            ticks += time - offset;
        }

        if (position != text.Length || ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            return false;

        utcTicks = ticks;
        return true;
    }

    private static bool TryReadTime(ReadOnlySpan<byte> text, ref int position, out long ticks)
    {
        ticks = 0;
        if (!TryReadDigits(text, ref position, 2, out int hour) || !TrySkip(text, ref position, (byte)':')
            || !TryReadDigits(text, ref position, 2, out int minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        int second = 0;
        if (TrySkip(text, ref position, (byte)':') && (!TryReadDigits(text, ref position, 2, out second) || second > 59))
            return false;

        ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond);
        if (!TrySkip(text, ref position, (byte)'.'))
            return true;

        int first = position;
        long unit = TimeSpan.TicksPerSecond;
        for (; position < text.Length && text[position] is >= (byte)'0' and <= (byte)'9'; position++)
        {
            unit /= 10;
            if (position - first < MaxFractionDigits)
                ticks += (text[position] - '0') * unit;
        }

        return position > first;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, ref int position, out long ticks)
    {
        ticks = 0;
        if (position == text.Length || TrySkip(text, ref position, (byte)'Z') || TrySkip(text, ref position, (byte)'z'))
            return true;

        bool isNegative = text[position] == '-';
        if (!isNegative && text[position] != '+')
            return false;

        position++;
        int minutes = 0;
        if (!TryReadDigits(text, ref position, 2, out int hours))
            return false;

        bool hasColon = TrySkip(text, ref position, (byte)':');
        if ((hasColon || position < text.Length) && !TryReadDigits(text, ref position, 2, out minutes))
            return false;

        ticks = (hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute);
        ticks = isNegative ? -ticks : ticks;
        return hours < 24 && minutes < 60;
    }

    private static bool TryReadSeparator(ReadOnlySpan<byte> text, ref int position, out byte separator)
    {
        separator = position < text.Length ? text[position] : (byte)0;
        position++;
        return separator is (byte)'-' or (byte)'/';
    }

    private static bool TrySkip(ReadOnlySpan<byte> text, ref int position, byte expected)
    {
        if (position >= text.Length || text[position] != expected)
            return false;

        position++;
        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> text, ref int position, int count, out int value)
    {
        value = 0;
        if (position + count > text.Length)
            return false;

        for (int end = position + count; position < end; position++)
        {
            int digit = text[position] - '0';
            if (digit is < 0 or > 9)
                return false;

            value = (value * 10) + digit;
        }

        return true;
    }
}
