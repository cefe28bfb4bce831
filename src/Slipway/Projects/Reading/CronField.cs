using System.Globalization;

namespace Slipway.Projects.Reading;

/// <summary>A field of a schedule: name, its range and the names of its values, the first being that of <paramref name="min"/>.</summary>
internal sealed class CronField(string name, int min, int max, params string[] names)
{
    /// <summary>Reads a field.</summary>
    /// <param name="text">The field.</param>
    /// <param name="values">The values that it allows, a bit each.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public string? FindFault(string text, out ulong values)
    {
        values = 0;
        foreach (string item in text.Split(','))
        {
            string[] rangeAndStep = item.Split('/');
            int step = 1;
            if (rangeAndStep.Length > 2
                || (rangeAndStep.Length == 2 && (!TryParseNumber(rangeAndStep[1], out step) || step < 1 || step > max)))
            {
                return $"the step of '{item}' in the field {name} must be a number from 1 to {max}.";
            }

            if (!TryParseRange(rangeAndStep[0], rangeAndStep.Length == 2, out int first, out int last))
            {
                return $"'{item}' in the field {name} must be *, or values from {min} to {max}{NamesInWords()}, the smaller one first.";
            }

            for (int value = first; value <= last; value += step)
            {
                values |= 1UL << value;
            }
        }

        return null;
    }

    private static bool TryParseNumber(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private bool TryParseRange(string text, bool hasStep, out int first, out int last)
    {
        (first, last) = (min, max);
        if (text == "*")
        {
            return true;
        }

        string[] bounds = text.Split('-');
        if (bounds.Length > 2 || !TryParseValue(bounds[0], out first))
        {
            return false;
        }

        last = hasStep ? max : first;
        return (bounds.Length == 1 || TryParseValue(bounds[1], out last)) && first <= last;
    }

    private bool TryParseValue(string text, out int value)
    {
        int index = Array.FindIndex(names, n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase));
        value = min + index;
        return index >= 0 || (TryParseNumber(text, out value) && value >= min && value <= max);
    }

    private string NamesInWords() => names.Length == 0 ? "" : $" or {names[0]} to {names[^1]}";
}
