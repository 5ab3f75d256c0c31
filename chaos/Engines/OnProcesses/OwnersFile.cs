namespace ActiveActive.Engines.OnProcesses;

/// <summary>A file that only its owner can read, for what holds a password.</summary>
internal static class OwnersFile
{
    /// <summary>Writes it whole or not at all.</summary>
    public static void Write(string path, string content)
    {
        var part = path + ".part";
        File.Delete(part);
        var access = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new StreamWriter(path + ".part", access))
            file.Write(content);
        File.Move(part, path, overwrite: true);
    }
}
