using Slipway.Learning.Results;

namespace Slipway.Learning.Tables;

/// <summary>What the header record says: the separator and the names.</summary>
internal static class CsvHeader
{
    private static ReadOnlySpan<byte> Candidates => ",;\t"u8;

    /// <summary>The candidate that stands most often outside quotes in the first line that is not blank; a comma when none does.</summary>
    public static byte DetectSeparator(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.TrimStart("\r\n"u8);
        Span<int> counts = stackalloc int[Candidates.Length];
        bool isQuoted = false;
        bool isFieldStart = true;
        foreach (byte value in bytes)
        {
            if (value == '"' && (isQuoted || isFieldStart))
                isQuoted = !isQuoted;

            int candidate = isQuoted ? -1 : Candidates.IndexOf(value);
            if (candidate >= 0)
                counts[candidate]++;

            // A quote that was just closed may be the first of a doubled one.
            isFieldStart = candidate >= 0 || value == '"';
            if (value == '\n' && !isQuoted)
                break;
        }

        int best = 0;
        for (int i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[best])
                best = i;
        }

        return Candidates[best];
    }

    /// <summary>The problems of names that were trimmed already.</summary>
    public static List<Problem> Check(IReadOnlyList<string> names, CsvOptions options)
    {
        var problems = new List<Problem>();
        var firstNumbers = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i].Length == 0)
                problems.Add(CsvProblems.EmptyColumnName(options, i + 1));
            else if (!firstNumbers.TryAdd(names[i], i + 1))
                problems.Add(CsvProblems.DuplicateColumn(options, names[i], firstNumbers[names[i]], i + 1));
        }

        return problems;
    }
}
