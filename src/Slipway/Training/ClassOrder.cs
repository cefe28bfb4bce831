using System.Globalization;

namespace Slipway.Training;

/// <summary>The order of classes: by number when all of them are numbers, else by ordinal order. Of two, the second is the positive one.</summary>
internal static class ClassOrder
{
    public static IEnumerable<string> Sort(IEnumerable<string> classes)
    {
        string[] names = [.. classes];
        double[] numbers = new double[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            if (!double.TryParse(names[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return names.Order(StringComparer.Ordinal);
            }
        }

        return names.Zip(numbers).OrderBy(p => p.Second).ThenBy(p => p.First, StringComparer.Ordinal).Select(p => p.First);
    }
}
