namespace Slipway.Learning.Texts;

/// <summary>
/// Sequences of tokens, each with a column of its own, and how their counts are weighted: the operator TfIdfVectorizer of ONNX. Tokens are
/// numbers from 0; another number is a token that no sequence has. Immutable.
/// </summary>
internal sealed class NgramTable
{
    private const int Root = 0;

    private readonly Dictionary<(int Node, int Token), int> _next = [];
    private readonly List<int> _columns = [-1];
    private readonly int _minLength;
    private readonly int _maxLength;
    private readonly int _maxSkip;
    private readonly float[]? _weights;
    private readonly bool _countsMatter;

    /// <param name="grams">The sequences.</param>
    /// <param name="columns">The column of each.</param>
    /// <param name="minLength">The shortest sequences that are looked for, in tokens.</param>
    /// <param name="maxLength">The longest.</param>
    /// <param name="maxSkip">How many tokens at most may stand between two of a sequence.</param>
    /// <param name="weights">What the column is multiplied by; null for 1.</param>
    /// <param name="countsMatter">Whether a column is the count, or only 1 where there is any.</param>
    public NgramTable(
        IReadOnlyList<int[]> grams, IReadOnlyList<int> columns, int minLength, int maxLength, int maxSkip, float[]? weights, bool countsMatter)
    {
        (_minLength, _maxLength, _maxSkip, _weights, _countsMatter) = (minLength, maxLength, maxSkip, weights, countsMatter);
        for (int i = 0; i < grams.Count; i++)
        {
            int node = Root;
            foreach (int token in grams[i])
            {
                if (!_next.TryGetValue((node, token), out int next))
                {
                    next = _columns.Count;
                    _next.Add((node, token), next);
                    _columns.Add(-1);
                }

                node = next;
            }

            _columns[node] = columns[i];
            Width = Math.Max(Width, columns[i] + 1);
        }
    }

    /// <summary>The number of columns.</summary>
    public int Width { get; }

    /// <summary>Counts the sequences in the tokens of a row.</summary>
    /// <param name="tokens">The tokens, in their order.</param>
    /// <param name="row">Receives <see cref="Width"/> values.</param>
    public void Count(ReadOnlySpan<int> tokens, Span<float> row)
    {
        row.Clear();

        // Sequences of one token are the same whatever is skipped.
        if (_minLength == 1)
        {
            CountFrom(tokens, 1, 1, row);
        }

        int shortest = Math.Max(2, _minLength);
        for (int stride = 1; shortest <= _maxLength && stride <= _maxSkip + 1; stride++)
        {
            CountFrom(tokens, stride, shortest, row);
        }

        Weigh(row);
    }

    private void CountFrom(ReadOnlySpan<int> tokens, int stride, int shortest, Span<float> row)
    {
        int longest = shortest == 1 ? 1 : _maxLength;
        for (int start = 0; start < tokens.Length; start++)
        {
            int node = Root;
            for (int length = 1, at = start; length <= longest && at < tokens.Length; length++, at += stride)
            {
                if (!_next.TryGetValue((node, tokens[at]), out node))
                {
                    break;
                }

                if (length >= shortest && _columns[node] >= 0)
                {
                    row[_columns[node]]++;
                }
            }
        }
    }

    private void Weigh(Span<float> row)
    {
        if (_countsMatter && _weights is null)
        {
            return;
        }

        for (int i = 0; i < row.Length; i++)
        {
            float count = _countsMatter ? row[i] : Math.Min(row[i], 1);
            row[i] = count * (_weights?[i] ?? 1);
        }
    }
}
