using System.Runtime.CompilerServices;

namespace Slipway.Learning.Tables;

/// <summary>A list that grows by adding blocks, so that growing copies nothing.</summary>
internal sealed class RowBuffer<T>
{
    private const int FirstBlock = 256;
    private const int LargestBlock = 32 * 1024;
    private readonly List<T[]> _fullBlocks = [];
    private T[] _block = [];
    private int _used;
    private int _countInFullBlocks;

    public int Count => _countInFullBlocks + _used;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T value)
    {
        if ((uint)_used >= (uint)_block.Length)
            AddBlock();

        _block[_used++] = value;
    }

    public T[] ToArray()
    {
        var all = new T[Count];
        int written = 0;
        foreach (var block in _fullBlocks)
        {
            block.CopyTo(all, written);
            written += block.Length;
        }

        _block.AsSpan(0, _used).CopyTo(all.AsSpan(written));
        return all;
    }

    private void AddBlock()
    {
        if (_used > 0)
            _fullBlocks.Add(_block);

        _countInFullBlocks += _used;
        _block = new T[_used == 0 ? FirstBlock : Math.Min(LargestBlock, _used * 2)];
        _used = 0;
    }
}
