using System.Runtime.InteropServices;

namespace Slipway.Learning.Onnx.Format;

/// <summary>Numbers as ONNX stores them, little-endian, on a machine of either order.</summary>
internal static class LittleEndian
{
    /// <summary>Fills the values from their bytes.</summary>
    /// <param name="bytes">As many bytes as <paramref name="values"/> take.</param>
    /// <param name="values">Floats, doubles, or integers of any size.</param>
    public static void Copy<T>(ReadOnlySpan<byte> bytes, Span<T> values)
        where T : unmanaged
    {
        var target = MemoryMarshal.AsBytes(values);
        bytes.CopyTo(target);
        if (!BitConverter.IsLittleEndian)
        {
            Reverse(target, target.Length / Math.Max(values.Length, 1));
        }
    }

    /// <summary>The bytes of the values.</summary>
    public static byte[] ToBytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            Reverse(bytes, bytes.Length / Math.Max(values.Length, 1));
        }

        return bytes;
    }

    private static void Reverse(Span<byte> bytes, int size)
    {
        for (int i = 0; size > 1 && i < bytes.Length; i += size)
        {
            bytes.Slice(i, size).Reverse();
        }
    }
}
