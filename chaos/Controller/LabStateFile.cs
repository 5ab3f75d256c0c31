using System.Text.Json;
using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>
/// lab.json, and the lock that says whether it is true. A controller holds lab.lock as long as it lives and the kernel lets go of
/// it when the process ends, however it ends: a lab.json whose lock is free is what a killed controller left behind.
/// </summary>
public sealed class LabStateFile : IDisposable
{
    private const string StateName = "lab.json";
    private const string LockName = "lab.lock";

    private readonly string _folder;
    private readonly FileStream _lock;

    private LabStateFile(string folder, FileStream held, LabState? left)
    {
        _folder = folder;
        _lock = held;
        Left = left;
    }

    /// <summary>
    /// What a controller that was killed here left; null where the last one ended in order. Who could read its token may still, and its
    /// port is tried first: a page that was open goes on with the next controller.
    /// </summary>
    internal LabState? Left { get; }

    /// <summary>Takes the folder for a controller.</summary>
    /// <exception cref="LabEnvironmentException">Another controller has it, or the folder cannot be written to.</exception>
    public static LabStateFile Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new LabEnvironmentException($"the lab's folder {folder} cannot be made: {denied.Message}; set AA_HOME to one that can", denied);
        }

        try
        {
            // Read before the lock is held: whoever sees the lock held believes what lies there, so it must go at once.
            var left = Parse(folder);
            var held = Hold(Path.Combine(folder, LockName));
            File.Delete(Path.Combine(folder, StateName));
            return new LabStateFile(folder, held, left);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new LabEnvironmentException($"the lab's folder {folder} cannot be written to: {denied.Message}; set AA_HOME to one that can", denied);
        }
        catch (IOException taken)
        {
            throw new LabEnvironmentException($"a lab is starting or running already on {folder}; './aa status' shows it, './aa down' ends it", taken);
        }
    }

    /// <summary>Whoever asks whether the lock is held holds it for that moment: such a one is outlasted, a controller is not.</summary>
    private static FileStream Hold(string path)
    {
        FileStream? held = null;
        IOException? taken = null;
        SpinWait.SpinUntil(TryHold, TimeSpan.FromMilliseconds(300));
        return held ?? throw taken!;

        bool TryHold()
        {
            try
            {
                held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return true;
            }
            catch (IOException other)
            {
                taken = other;
                return false;
            }
        }
    }

    /// <summary>What a living controller wrote; null when there is none, or it is still starting.</summary>
    public static LabState? Read(string folder)
    {
        if (!IsHeld(folder))
            return null;
        try
        {
            return JsonSerializer.Deserialize<LabState>(File.ReadAllText(Path.Combine(folder, StateName)), LabJson.Options);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>What lies there of a killed controller, if it can be read.</summary>
    private static LabState? Parse(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<LabState>(File.ReadAllText(Path.Combine(folder, StateName)), LabJson.Options);
        }
        catch (Exception none) when (none is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>True while a controller lives on this folder, starting and ending included.</summary>
    public static bool IsHeld(string folder)
    {
        try
        {
            // Shared: two who look at the same time do not take each other for a controller.
            using var probe = new FileStream(Path.Combine(folder, LockName), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Publishes the state; it bears a token, so only the owner may read it.</summary>
    public void Write(LabState state)
    {
        var part = Path.Combine(_folder, StateName + ".part");
        File.Delete(part);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(part, options))
            JsonSerializer.Serialize(file, state, LabJson.Options);
        File.Move(part, Path.Combine(_folder, StateName), overwrite: true);
    }

    /// <summary>Takes the state away, then lets go of the folder.</summary>
    public void Dispose()
    {
        File.Delete(Path.Combine(_folder, StateName));
        _lock.Dispose();
    }
}
