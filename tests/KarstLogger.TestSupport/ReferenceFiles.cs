namespace KarstLogger.TestSupport;

/// <summary>
/// Where the reference figures are: <c>KARST_REFERENCE</c>, else <c>shared</c> beside the project's root, else <c>tests/reference</c>.
/// The expected values of a reference test come from these files alone, so that other files of the same form can be put in their place.
/// </summary>
public static class ReferenceFiles
{
    /// <summary>The project's root: the nearest folder above the test binaries that holds <c>KarstLogger.sln</c>.</summary>
    public static string ProjectRoot { get; } = FindProjectRoot();

    /// <summary>The folder that holds <c>golden/</c> and <c>data/</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a reference file, e.g. <c>Path("golden", "chemistry", "waters.csv")</c>; the file must exist.</summary>
    /// <exception cref="FileNotFoundException">The file is not below <see cref="Root"/>; the message says how the root is chosen.</exception>
    public static string Path(params string[] parts)
    {
        string path = System.IO.Path.Combine([Root, .. parts]);
        return File.Exists(path) || Directory.Exists(path)
            ? path
            : throw new FileNotFoundException($"No reference file {path}. The root comes from KARST_REFERENCE, else ../shared, else tests/reference.", path);
    }

    /// <summary>True where the reference root holds this file or folder.</summary>
    public static bool Has(string path)
    {
        string full = System.IO.Path.Combine(Root, path);
        return File.Exists(full) || Directory.Exists(full);
    }

    private static string FindProjectRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "KarstLogger.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No KarstLogger.sln above {AppContext.BaseDirectory}.");
    }

    private static string FindRoot()
    {
        string? named = Environment.GetEnvironmentVariable("KARST_REFERENCE");
        if (!string.IsNullOrEmpty(named))
            return System.IO.Path.GetFullPath(named);
        string beside = System.IO.Path.GetFullPath(System.IO.Path.Combine(ProjectRoot, "..", "shared"));
        return Directory.Exists(System.IO.Path.Combine(beside, "golden")) ? beside : System.IO.Path.Combine(ProjectRoot, "tests", "reference");
    }
}
