using Slipway.Learning.Drift.Concept;

namespace Slipway.Monitoring;

/// <summary>
/// The errors of a version window by window, each read once, and whether they became larger within one. A window is judged together with a
/// fixed number of windows before it, so the outcome is the same whichever windows are looked at with it. Not safe for several threads.
/// </summary>
/// <param name="read">Reads the errors of a window by its start and end, in the order of time.</param>
internal sealed class ErrorHistory(Func<DateTimeOffset, DateTimeOffset, Task<double[]>> read)
{
    /// <summary>How many windows before it a window is judged with.</summary>
    public const int EarlierWindows = 6;

    private readonly Dictionary<(DateTimeOffset From, DateTimeOffset To), double[]> _known = [];

    /// <summary>Gives the errors of a window that was read for other reasons.</summary>
    public void Add(DateTimeOffset from, DateTimeOffset to, double[] errors) => _known[(from, to)] = errors;

    /// <summary>Whether a detector that is fed every outcome once, in the order of time, signals within the window that errors rose.</summary>
    public async Task<bool> HaveRisenAsync(DateTimeOffset from, DateTimeOffset to)
    {
        var length = to - from;
        var first = from - (length * EarlierWindows);
        foreach (var old in _known.Keys.Where(w => w.From < first).ToList())
        {
            _known.Remove(old);
        }

        var detector = new Adwin();
        for (var start = first; start < from; start += length)
        {
            foreach (double error in await GetAsync(start, start + length))
            {
                detector.Add(error);
            }
        }

        bool hasRisen = false;
        foreach (double error in await GetAsync(from, to))
        {
            double before = detector.Mean;
            hasRisen |= detector.Add(error) == ConceptState.Drift && detector.Mean > before;
        }

        return hasRisen;
    }

    private async Task<double[]> GetAsync(DateTimeOffset from, DateTimeOffset to)
    {
        if (!_known.TryGetValue((from, to), out double[]? errors))
        {
            _known[(from, to)] = errors = await read(from, to);
        }

        return errors;
    }
}
