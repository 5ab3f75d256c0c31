using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActiveActive.Contracts;
using ActiveActive.Spec;
using ActiveActive.Spec.Reports;

namespace ActiveActive.Scenarios.RunFolders;

/// <summary>
/// Writes a run folder. A file appears under its name only when it is complete, so a collection that broke off shows as a missing
/// file and never as a store with fewer rows.
/// </summary>
public sealed class RunFolderWriter
{
    private const int BufferBytes = 1024 * 1024;

    /// <summary>Writes into <paramref name="path"/>, and makes it when it is not there.</summary>
    public RunFolderWriter(string path)
    {
        FolderPath = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.Combine(FolderPath, "stores"));
    }

    /// <summary>The folder, as a full path.</summary>
    public string FolderPath { get; }

    /// <summary>run.json.</summary>
    public void WriteRun(RunFacts run) =>
        Complete(RunFolderLayout.Run, file => JsonSerializer.Serialize(file, run, RunFolderFormat.Document.RunFacts));

    /// <summary>A line of samples.jsonl. It is whole when the call returns, whatever becomes of the run.</summary>
    public void AppendSample(Sample sample)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(sample, RunFolderFormat.Lines.Sample), (byte)'\n'];
        using var file = new FileStream(Path.Combine(FolderPath, RunFolderLayout.Samples), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(line);
    }

    /// <summary>records.jsonl: what the source is given.</summary>
    public Task WriteRecordsAsync(IAsyncEnumerable<Record> records, CancellationToken cancellation) => WriteLinesAsync(
        RunFolderLayout.Records, records, r => new RecordLine(r.Id, r.Batch, r.Body), RunFolderFormat.Lines.RecordLine, cancellation);

    /// <summary>A replica's rows.</summary>
    public Task WriteStoreAsync(Replica replica, IAsyncEnumerable<StoreLine> rows, CancellationToken cancellation) =>
        WriteLinesAsync(RunFolderLayout.Store(replica), rows, r => r, RunFolderFormat.Lines.StoreLine, cancellation);

    /// <summary>stores/queues.json: all queues of both regions, dead-letter queues included.</summary>
    public void WriteQueues(IReadOnlyList<QueueContent> queues) =>
        Complete(RunFolderLayout.Queues, file => JsonSerializer.Serialize(file, queues, RunFolderFormat.Document.IReadOnlyListQueueContent));

    /// <summary>stores/deliveries.jsonl: a copy of the destination's delivery log as it is.</summary>
    public void CopyDeliveries(string deliveryLog) => Complete(RunFolderLayout.Deliveries, file =>
    {
        using var log = new FileStream(deliveryLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        log.CopyTo(file);
    });

    /// <summary>history.jsonl: the components' own files, merged by time, every line as it is.</summary>
    public void MergeHistory(IEnumerable<string> componentFiles) =>
        Complete(RunFolderLayout.History, file => HistoryMerge.Write(componentFiles, file));

    /// <summary>The events of history.jsonl; null when it is not there.</summary>
    public long? CountHistory() => File.Exists(Path.Combine(FolderPath, RunFolderLayout.History))
        ? HistoryFile.Count(Path.Combine(FolderPath, RunFolderLayout.History))
        : null;

    /// <summary>verdict.json and verdict.xml.</summary>
    public void WriteVerdict(Verdict verdict)
    {
        Complete(RunFolderLayout.Verdict, file => WriteText(file, VerdictJson.Write(verdict) + "\n"));
        Complete(RunFolderLayout.JUnit, file => WriteText(file, JUnitReport.Write(verdict)));
    }

    private static void WriteText(Stream file, string text) => file.Write(System.Text.Encoding.UTF8.GetBytes(text));

    private async Task WriteLinesAsync<TItem, TLine>(
        string name, IAsyncEnumerable<TItem> items, Func<TItem, TLine> toLine, JsonTypeInfo<TLine> type, CancellationToken cancellation)
    {
        var (part, full) = Names(name);
        await using (var file = Open(part))
        {
            await foreach (var item in items.WithCancellation(cancellation))
            {
                JsonSerializer.Serialize(file, toLine(item), type);
                file.WriteByte((byte)'\n');
            }
        }

        File.Move(part, full, overwrite: true);
    }

    private void Complete(string name, Action<Stream> write)
    {
        var (part, full) = Names(name);
        using (var file = Open(part))
            write(file);
        File.Move(part, full, overwrite: true);
    }

    private static FileStream Open(string part) => new(part, FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes);

    private (string Part, string Full) Names(string name)
    {
        var full = Path.Combine(FolderPath, name);
        return (full + ".part", full);
    }
}
