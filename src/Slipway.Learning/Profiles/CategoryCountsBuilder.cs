namespace Slipway.Learning.Profiles;

/// <summary>Counts words, a bounded number of them; later new words are counted together.</summary>
internal sealed class CategoryCountsBuilder
{
    private const int MaxTracked = 8 * CategoryCounts.MaxWords;

    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private long _other;

    public void Add(string word, long count)
    {
        if (_counts.TryGetValue(word, out long before))
        {
            _counts[word] = before + count;
        }
        else if (_counts.Count < MaxTracked && word.Length <= CategoryCounts.MaxWordLength)
        {
            _counts.Add(word, count);
        }
        else
        {
            _other += count;
        }
    }

    public void Add(CategoryCounts counts)
    {
        _other += counts.OtherCount;
        for (int i = 0; i < counts.Words.Count; i++)
        {
            Add(counts.Words[i], counts.Counts[i]);
        }
    }

    public CategoryCounts Build()
    {
        var ordered = _counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        var kept = ordered.Take(CategoryCounts.MaxWords).ToArray();
        long rare = ordered.Skip(CategoryCounts.MaxWords).Sum(pair => pair.Value);
        return new CategoryCounts([.. kept.Select(pair => pair.Key)], [.. kept.Select(pair => pair.Value)], _other + rare);
    }
}
