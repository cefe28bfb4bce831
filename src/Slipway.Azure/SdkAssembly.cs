using System.IO.Hashing;

namespace Slipway.Azure;

/// <summary>
/// Names a type of an assembly that only the Azure SDK uses. It comes as a file and not as a package, and the build puts
/// a file beside every program that needs it only when a project's own code refers to it.
/// </summary>
internal static class SdkAssembly
{
    public static Type Hashing { get; } = typeof(Crc64);
}
