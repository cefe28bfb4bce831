namespace Slipway.PredictionLog;

/// <summary>
/// The ids of the last lines of an object. An append that was tried again may stand twice, directly one after the other, and no append
/// has as many lines as are remembered here.
/// </summary>
internal sealed class RecentIds
{
    private const int Capacity = 1 << 16;

    private readonly HashSet<Guid> _known = [];
    private readonly Queue<Guid> _order = new();

    /// <returns>Whether the id is new.</returns>
    public bool Add(Guid id)
    {
        if (!_known.Add(id))
        {
            return false;
        }

        _order.Enqueue(id);
        if (_order.Count > Capacity)
        {
            _known.Remove(_order.Dequeue());
        }

        return true;
    }

    public void Clear()
    {
        _known.Clear();
        _order.Clear();
    }
}
