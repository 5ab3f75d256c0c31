namespace ActiveActive.UnitTests;

/// <summary>A folder of a test's own that goes away with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("aa-unit-").FullName;

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => Path.Combine(_path, name);

    /// <summary>Writes a file into it.</summary>
    public string Write(string name, ReadOnlySpan<byte> content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        return File(name);
    }

    /// <summary>Writes a file of UTF-8 into it.</summary>
    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_path, recursive: true);
}
