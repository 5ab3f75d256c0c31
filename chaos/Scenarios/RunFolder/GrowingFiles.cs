using System.Text.Json;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios.RunFolders;

/// <summary>Reads the lab's own files while they still grow: a line that is only half there yet counts as not there.</summary>
public static class GrowingFiles
{
    /// <summary>The events of one component's history.</summary>
    public static IReadOnlyList<HistoryEvent> History(string path) => HistoryFile.Read(path).Events;

    /// <summary>The destination's delivery log.</summary>
    public static IReadOnlyList<Delivery> Deliveries(string path) =>
        [.. Lines(path, RunFolderJson.Default.DeliveryLine, d => new Delivery(d.Id, d.Batch, BodyDigest.Of(d.Body), string.Intern(d.Lane), d.DeliveredAt))];

    /// <summary>The records that a lab was given.</summary>
    public static IReadOnlyList<GivenRecord> Given(string path) =>
        [.. Lines(path, RunFolderJson.Default.RecordLine, r => new GivenRecord(r.Id, r.Batch, BodyDigest.Of(r.Body)))];

    private static IEnumerable<TItem> Lines<TLine, TItem>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TLine> type, Func<TLine, TItem> convert)
    {
        using var lines = new LineReader(path);
        while (lines.Next(out var line) && lines.Ended)
            yield return convert(JsonSerializer.Deserialize(line, type) ?? throw new InvalidDataException($"{path}: line {lines.Number} is the JSON value null"));
    }
}
