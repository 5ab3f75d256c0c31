using System.Text.Json;
using ActiveActive.DnsRouter.Configuration;

namespace ActiveActive.DnsRouter.Routing;

/// <summary>
/// Keeps the operator's changes where <c>Dns:State</c> says, so that a killed router comes back with them: a writer endpoint that
/// has moved must not move back by itself. An empty path keeps nothing.
/// </summary>
public sealed class OperatorStateFile(string path)
{
    /// <summary>What was kept, or nothing.</summary>
    /// <exception cref="RecordSetFileException">The file is there and is not ours.</exception>
    public OperatorState Load()
    {
        if (path.Length == 0 || !File.Exists(path))
            return new OperatorState();
        try
        {
            var state = JsonSerializer.Deserialize<OperatorState>(File.ReadAllText(path), RecordSetFileLoader.Json) ?? new OperatorState();
            return state.Weights.Values.SelectMany(w => w.Values).All(w => w is >= 0 and <= 255)
                ? state
                : throw new JsonException("a weight is not in 0 to 255");
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RecordSetFileException($"{path} cannot be used as the kept state: {wrong.Message}; remove it to start from the record sets alone");
        }
    }

    /// <summary>Replaces the file as a whole: a reader finds the old state or the new one, never half of it.</summary>
    public void Save(OperatorState state)
    {
        if (path.Length == 0)
            return;
        var next = path + ".next";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(next, JsonSerializer.Serialize(state, RecordSetFileLoader.Json));
        File.Move(next, path, overwrite: true);
    }
}
