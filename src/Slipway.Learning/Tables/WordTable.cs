using System.Buffers.Binary;
using System.Text;

namespace Slipway.Learning.Tables;

/// <summary>Distinct texts in UTF-8, numbered in the order of their first appearance, with how often each was added.</summary>
internal sealed class WordTable
{
    private byte[] _bytes = new byte[64];
    private int[] _ends = new int[8];
    private uint[] _hashes = new uint[8];
    private int[] _counts = new int[8];
    private int[] _slots = new int[16];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int code]
    {
        get
        {
            int start = code == 0 ? 0 : _ends[code - 1];
            return _bytes.AsSpan(start, _ends[code] - start);
        }
    }

    public int Occurrences(int code) => _counts[code];

    public int Add(ReadOnlySpan<byte> word)
    {
        uint hash = Hash(word);
        int slot = (int)hash & (_slots.Length - 1);
        while (_slots[slot] != 0)
        {
            int code = _slots[slot] - 1;
            if (_hashes[code] == hash && this[code].SequenceEqual(word))
            {
                _counts[code]++;
                return code;
            }

            slot = (slot + 1) & (_slots.Length - 1);
        }

        _slots[slot] = Count + 1;
        return Append(word, hash);
    }

    public string[] ToStrings()
    {
        var words = new string[Count];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = Encoding.UTF8.GetString(this[i]);
        }

        return words;
    }

    private static uint Hash(ReadOnlySpan<byte> word)
    {
        const ulong Multiplier = 0x9E3779B97F4A7C15;
        ulong hash = (ulong)word.Length * Multiplier;
        while (word.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(word));
            word = word[8..];
        }

        ulong tail = 0;
        foreach (byte value in word)
        {
            tail = (tail << 8) | value;
        }

        return (uint)Mix(hash ^ tail);

        static ulong Mix(ulong value)
        {
            ulong high = Math.BigMul(value ^ 0xD6E8FEB86659FD93, Multiplier, out ulong low);
            return high ^ low;
        }
    }

    private int Append(ReadOnlySpan<byte> word, uint hash)
    {
        int code = Count++;
        if (Count > _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
            Array.Resize(ref _hashes, Count * 2);
            Array.Resize(ref _counts, Count * 2);
        }

        int start = code == 0 ? 0 : _ends[code - 1];
        int end = checked(start + word.Length);
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(end, _bytes.Length * 2L)));

        word.CopyTo(_bytes.AsSpan(start));
        (_ends[code], _hashes[code], _counts[code]) = (end, hash, 1);
        if (Count * 2 > _slots.Length)
            Rehash();

        return code;
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        for (int code = 0; code < Count; code++)
        {
            int slot = (int)_hashes[code] & (_slots.Length - 1);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = code + 1;
        }
    }
}
