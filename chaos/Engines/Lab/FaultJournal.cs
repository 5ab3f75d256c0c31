using System.Text.Json;
using ActiveActive.Faults;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// The faults that the lab holds, on disk: each is written down before it is made and taken out after it is undone, so a lab whose
/// controller was killed knows at its next start what it has to undo.
/// </summary>
internal sealed class FaultJournal(string path)
{
    private readonly Dictionary<string, ActiveFault> _held = [];

    /// <summary>What an earlier life left, as far as there are still such targets.</summary>
    /// <exception cref="LabEnvironmentException">The journal cannot be read.</exception>
    public IReadOnlyList<HeldFault> Left()
    {
        if (!File.Exists(path))
            return [];
        try
        {
            var left = JsonSerializer.Deserialize<List<ActiveFault>>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
            // Each write is of all that is held, so none of them may be missing from the first one on.
            lock (_held)
                left.ForEach(f => _held[f.Target] = f);
            return [.. left.Select(f => new HeldFault(f, Target.Parse(f.Target), FaultKinds.Parse(f.Kind)))];
        }
        catch (Exception broken) when (broken is JsonException or UnusableFaultException)
        {
            throw new LabEnvironmentException($"{path} should hold the faults that an earlier life of the lab left, and cannot be read: {broken.Message}; remove it, and look at './aa status' for what is still failed", broken);
        }
    }

    /// <summary>A fault is about to be made.</summary>
    public void Add(HeldFault held)
    {
        lock (_held)
        {
            _held[held.Target.Name] = held.Fault;
            Write();
        }
    }

    /// <summary>A fault was undone.</summary>
    public void Remove(HeldFault held)
    {
        lock (_held)
        {
            if (_held.Remove(held.Target.Name))
                Write();
        }
    }

    // Whole and on disk, or as it was before.
    private void Write()
    {
        var part = path + ".part";
        using (var file = new FileStream(part, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, _held.Values, JsonSerializerOptions.Web);
            file.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
    }
}
