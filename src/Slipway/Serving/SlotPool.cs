namespace Slipway.Serving;

/// <summary>
/// A few objects kept for reuse, without locks: each slot is taken and filled by one atomic exchange. More objects than slots are let go.
/// </summary>
internal sealed class SlotPool<T>(int slots, Func<T> create)
    where T : class
{
    private readonly T?[] _slots = new T?[slots];

    public T Rent()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (_slots[i] is not null && Interlocked.Exchange(ref _slots[i], null) is { } item)
            {
                return item;
            }
        }

        return create();
    }

    public void Return(T item)
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (_slots[i] is null && Interlocked.CompareExchange(ref _slots[i], item, null) is null)
            {
                return;
            }
        }
    }
}
