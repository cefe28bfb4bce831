namespace Slipway.Web.Limits;

/// <summary>
/// Buffers of large bodies. They are not kept: what clients made the server hold for a moment it gives back, also when it is quiet
/// afterwards and nothing else would make the collector look.
/// </summary>
internal static class LargeBuffers
{
    private const long MaxGarbage = 96L * 1024 * 1024;

    private static long _garbage;

    public static byte[] Rent(int size) => GC.AllocateUninitializedArray<byte>(size);

    public static void Return(byte[] buffer)
    {
        if (Interlocked.Add(ref _garbage, buffer.Length) >= MaxGarbage)
        {
            Interlocked.Exchange(ref _garbage, 0);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        }
    }
}
