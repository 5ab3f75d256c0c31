namespace ActiveActive.UnitTests.Spec;

/// <summary>A folder that goes when its test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => FolderPath = Directory.CreateTempSubdirectory("active-active-spec-").FullName;

    public string FolderPath { get; }

    public string File(string name) => Path.Combine(FolderPath, name);

    public void Dispose() => Directory.Delete(FolderPath, recursive: true);
}
