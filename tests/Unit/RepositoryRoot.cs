namespace ActiveActive.UnitTests;

/// <summary>The folder that holds the solution.</summary>
internal static class RepositoryRoot
{
    public static readonly string Path = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "ActiveActive.sln"))
            ? folder
            : Find(System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository."));
}
