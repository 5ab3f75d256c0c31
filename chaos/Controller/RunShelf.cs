using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>Where this controller's runs have gone, and so the archived runs that it can find.</summary>
internal sealed class RunShelf(ControllerOptions options)
{
    // Who names more folders than this in one lab's life finds the last of them.
    private const int MaxFolders = 32;

    private readonly Lock _lock = new();
    private readonly List<string> _folders = options.RunsFolder is { } one ? [one]
        : options.WorkFolder is { } work ? [Path.Combine(work, new RunRequest().Report)] : [];

    /// <summary>Remembers the folder that a run goes to.</summary>
    public void Use(string folder)
    {
        lock (_lock)
        {
            _folders.Remove(folder);
            _folders.Add(folder);
            if (_folders.Count > MaxFolders)
                _folders.RemoveAt(0);
        }
    }

    /// <summary>The newest runs, newest first.</summary>
    public IReadOnlyList<RunSummary> List(int limit) =>
        [.. Folders().SelectMany(folder => RunFolders.List(folder, limit)).OrderByDescending(run => run.StartedAt).Take(limit)];

    /// <summary>The folder of a run, or null.</summary>
    public string? Find(string id) => Folders().Select(folder => RunFolders.Find(folder, id)).LastOrDefault(path => path is not null);

    private string[] Folders()
    {
        lock (_lock)
            return [.. _folders];
    }
}
