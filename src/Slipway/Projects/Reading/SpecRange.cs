using System.ComponentModel.DataAnnotations;
using System.Globalization;
using static System.FormattableString;

namespace Slipway.Projects.Reading;

/// <summary>The bounds of numbers of a spec.</summary>
internal static class SpecRange
{
    /// <summary>What to write instead of a number that is out of bounds; null when it is within.</summary>
    public static string? FindFault(RangeAttribute range, object value)
    {
        (double? min, double? max) = Bounds(range);
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        bool isAboveMin = min is null || (range.MinimumIsExclusive ? number > min : number >= min);
        bool isBelowMax = max is null || (range.MaximumIsExclusive ? number < max : number <= max);
        if (isAboveMin && isBelowMax)
        {
            return null;
        }

        string from = range.MinimumIsExclusive ? "above" : "from";
        string to = range.MaximumIsExclusive ? "to below" : "to";
        return max is null ? Invariant($"write a number {from} {min} on.") : Invariant($"write a number {from} {min} {to} {max}.");
    }

    /// <summary>The bounds; null where there is none but the type's.</summary>
    public static (double? Min, double? Max) Bounds(RangeAttribute range)
    {
        double max = Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
        return (Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), max is double.MaxValue or int.MaxValue ? null : max);
    }
}
