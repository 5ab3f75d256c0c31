using System.Collections.Concurrent;
using System.Text.Json;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.RecordSource;

/// <summary>
/// Which records were acknowledged, in this life of the process and in earlier ones: the source's own history is its journal.
/// </summary>
public sealed class AcknowledgedRecords
{
    private readonly ConcurrentDictionary<string, int> _batchById = new();

    /// <summary>How many there are.</summary>
    public int Count => _batchById.Count;

    /// <summary>Reads what earlier lives wrote. A torn line is a life's last and was never acted upon.</summary>
    public static AcknowledgedRecords FromHistory(string path)
    {
        var known = new AcknowledgedRecords();
        if (path.Length == 0 || !File.Exists(path))
            return known;
        foreach (var line in File.ReadLines(path))
        {
            if (!line.Contains(HistoryEvents.Acknowledged, StringComparison.Ordinal))
                continue;
            try
            {
                if (JsonSerializer.Deserialize(line, HistoryJson.Default.HistoryEvent)
                    is { Event: HistoryEvents.Acknowledged, Record: { } id, Batch: { } batch })
                    known._batchById[id] = batch;
            }
            catch (JsonException)
            {
            }
        }

        return known;
    }

    /// <summary>The batch that a record was acknowledged in, or null.</summary>
    public int? BatchOf(string id) => _batchById.TryGetValue(id, out var batch) ? batch : null;

    /// <summary>Remembers.</summary>
    public void Add(IEnumerable<Record> records)
    {
        foreach (var record in records)
            _batchById[record.Id] = record.Batch;
    }
}
