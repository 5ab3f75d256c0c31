using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios.RunFolders;

/// <summary>
/// Reads what a run left behind. A file that is absent or cannot be read in full becomes missing evidence with its reason; only a
/// folder that is none of ours is an error.
/// </summary>
public static class RunFolder
{
    /// <summary>Reads the folder at <paramref name="path"/>.</summary>
    /// <exception cref="NotARunFolderException">There is no such folder, or nothing in it is a run's.</exception>
    public static Evidence Read(string path)
    {
        RequireRunFolder(path);
        var missing = new List<MissingEvidence>();
        var history = Try(RunFolderLayout.History, EvidenceKinds.History, HistoryFile.Read);
        if (history.Holes is not null)
            missing.AddRange(history.Holes);
        return new Evidence
        {
            Run = Try(RunFolderLayout.Run, EvidenceKinds.Run, f => Document(f, RunFolderJson.Default.RunFacts)),
            Given = Try(RunFolderLayout.Records, EvidenceKinds.Given, f => Lines(f, RunFolderJson.Default.RecordLine, ToGiven)),
            History = history.Events,
            Stores = Stores(),
            Queues = Try(RunFolderLayout.Queues, EvidenceKinds.Queues, Queues),
            Samples = Samples(),
            Deliveries = Try(RunFolderLayout.Deliveries, EvidenceKinds.Deliveries, f => Lines(f, RunFolderJson.Default.DeliveryLine, ToDelivery, mayBeTorn: true)),
            Missing = missing,
        };

        Dictionary<Replica, IReadOnlyList<StoredRow>> Stores()
        {
            var stores = new Dictionary<Replica, IReadOnlyList<StoredRow>>();
            foreach (var replica in Replica.All)
            {
                if (Try(RunFolderLayout.Store(replica), EvidenceKinds.Stores, f => Lines(f, RunFolderJson.Default.StoreLine, line => line.ToRow())) is { } rows)
                    stores.Add(replica, rows);
            }

            return stores;
        }

        // No invariant rests on them: a figure is unknown without them, and the verdict is what it is.
        List<Sample>? Samples()
        {
            try
            {
                return Lines(Path.Combine(path, RunFolderLayout.Samples), RunFolderJson.Default.Sample, s => s, mayBeTorn: true);
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                return null;
            }
        }

        T? Try<T>(string file, EvidenceKinds part, Func<string, T> read)
        {
            try
            {
                return read(Path.Combine(path, file));
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
            {
                var why = unreadable is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : unreadable.Message;
                missing.Add(new MissingEvidence(part, $"{file}: {why}"));
                return default;
            }
        }
    }

    private static void RequireRunFolder(string path)
    {
        if (File.Exists(path))
            throw new NotARunFolderException($"{path} is a file; a run folder is a directory such as runs/f5-…, with {RunFolderLayout.Run} and {RunFolderLayout.History} in it");
        if (!Directory.Exists(path))
            throw new NotARunFolderException($"{path} does not exist; run folders are under runs/, and './aa run' prints the one that it wrote");
        string[] any = [RunFolderLayout.Run, RunFolderLayout.History, RunFolderLayout.Records];
        if (!any.Any(f => File.Exists(Path.Combine(path, f))))
            throw new NotARunFolderException($"{path} is not a run folder: none of {string.Join(", ", any)} is there");
    }

    private static T Document<T>(string file, JsonTypeInfo<T> type)
    {
        using var stream = File.OpenRead(file);
        return JsonSerializer.Deserialize(stream, type) ?? throw new InvalidDataException("it holds the JSON value null");
    }

    private static List<TItem> Lines<TLine, TItem>(string file, JsonTypeInfo<TLine> type, Func<TLine, TItem> convert, bool mayBeTorn = false)
    {
        var items = new List<TItem>();
        using var lines = new LineReader(file);
        while (lines.Next(out var line))
        {
            try
            {
                items.Add(convert(JsonSerializer.Deserialize(line, type) ?? throw new InvalidDataException($"line {lines.Number} is the JSON value null")));
            }
            catch (JsonException) when (mayBeTorn && !lines.Ended)
            {
                // The log counts an entry as kept once its whole line is durable; what a killed writer left of the next one is none.
            }
            catch (JsonException broken)
            {
                throw new InvalidDataException($"line {lines.Number} is not readable: {broken.Message}", broken);
            }
        }

        return items;
    }

    private static List<QueueContent> Queues(string file) => [.. Document(file, RunFolderJson.Default.QueueEntryArray).Select(q => q.ToContent())];

    private static GivenRecord ToGiven(RecordLine line) => new(line.Id, line.Batch, BodyDigest.Of(line.Body));

    private static Delivery ToDelivery(DeliveryLine line) => new(line.Id, line.Batch, BodyDigest.Of(line.Body), string.Intern(line.Lane), line.DeliveredAt);
}
