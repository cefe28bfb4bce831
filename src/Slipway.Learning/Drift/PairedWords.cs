using Slipway.Learning.Profiles;

namespace Slipway.Learning.Drift;

/// <summary>Brings the words of two samples together, in ordinal order.</summary>
internal static class PairedWords
{
    /// <summary>
    /// The union of the words. Where one side has rows with words that it does not list, the other side's words that it lacks may be among
    /// them: both go to one common entry, the last, with no word.
    /// </summary>
    public static (IReadOnlyList<string?> Words, PairedCounts Counts) Align(CategoryCounts reference, CategoryCounts current)
    {
        var left = ToDictionary(reference);
        var right = ToDictionary(current);
        var words = new List<string?>();
        var counts = (Left: new List<long>(), Right: new List<long>());
        long leftOther = reference.OtherCount;
        long rightOther = current.OtherCount;
        foreach (string word in left.Keys.Union(right.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            bool isLeft = left.TryGetValue(word, out long leftCount);
            bool isRight = right.TryGetValue(word, out long rightCount);
            if ((isLeft || reference.OtherCount == 0) && (isRight || current.OtherCount == 0))
            {
                words.Add(word);
                counts.Left.Add(leftCount);
                counts.Right.Add(rightCount);
            }
            else
            {
                leftOther += leftCount;
                rightOther += rightCount;
            }
        }

        if (leftOther + rightOther > 0)
        {
            words.Add(null);
            counts.Left.Add(leftOther);
            counts.Right.Add(rightOther);
        }

        return (words, new PairedCounts([.. counts.Left], [.. counts.Right]));
    }

    private static Dictionary<string, long> ToDictionary(CategoryCounts counts)
    {
        var byWord = new Dictionary<string, long>(counts.Words.Count, StringComparer.Ordinal);
        for (int i = 0; i < counts.Words.Count; i++)
        {
            byWord.Add(counts.Words[i], counts.Counts[i]);
        }

        return byWord;
    }
}
