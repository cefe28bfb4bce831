namespace Slipway.Storage;

/// <summary>Tells a volume without room from other failures: it mends when somebody makes room, whatever was to be written.</summary>
internal static class FullDisk
{
    // ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL; ENOSPC; EDQUOT of Linux and macOS.
    private static readonly int[] Codes = [unchecked((int)0x80070070), unchecked((int)0x80070027), 28, 122, 69];

    public static bool IsCauseOf(Exception failure) => failure is IOException && Array.IndexOf(Codes, failure.HResult) >= 0;
}
