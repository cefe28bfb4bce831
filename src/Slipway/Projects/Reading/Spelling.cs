namespace Slipway.Projects.Reading;

/// <summary>Finds what somebody probably meant.</summary>
internal static class Spelling
{
    /// <summary>" Did you mean 'x'?" for the nearest candidate, or an empty text when none is near.</summary>
    public static string Suggest(string text, IEnumerable<string> candidates)
    {
        var (nearest, distance) = candidates
            .Select(c => (Name: c, Distance: Distance(text.ToUpperInvariant(), c.ToUpperInvariant())))
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest is not null && distance <= Math.Max(1, nearest.Length / 3) ? $" Did you mean '{nearest}'?" : "";
    }

    /// <summary>
    /// The fewest insertions, deletions, substitutions and swaps of neighbours that turn one text into another (optimal string alignment).
    /// </summary>
    public static int Distance(string a, string b)
    {
        // Nothing so long is a slip of a short key, and its square would cost time.
        if (Math.Abs(a.Length - b.Length) > 16)
        {
            return int.MaxValue;
        }

        var table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(table[i - 1, j], table[i, j - 1]) + 1,
                    table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }
}
