namespace Slipway.Delivery.Tests;

/// <summary>The files of this repository, which the tests of infrastructure, workflows and templates read where they are.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>Functions.sln</c>.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The path of a file or folder, given from the top level with forward slashes.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("Functions.sln is in no folder above the tests.");
    }
}
