using System.Text.Json;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Scenarios.RunFolders;

namespace ActiveActive.UnitTests.Spec;

/// <summary>Writes an honest run as a lab would: component histories into files of their own, merged by the writer.</summary>
internal static class WrittenRun
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    public static async Task<RunFolderWriter> WriteAsync(this HonestRun run, TemporaryFolder folder, Action<string>? spoilHistories = null)
    {
        var writer = new RunFolderWriter(folder.File("run"));
        writer.WriteRun(run.Run);
        await writer.WriteRecordsAsync(run.Given!.Select(g => new Record(g.Id, g.Batch, Body(g.Id))).ToAsyncEnumerable(), CancellationToken.None);
        foreach (var (replica, rows) in run.Stores)
        {
            var lines = rows.Select(r => new StoreLine(r.Id, r.Batch, Body(r.Id), r.StoredBy, r.StoredAt, r.WrittenIn, r.AppliedAt));
            await writer.WriteStoreAsync(replica, lines.ToAsyncEnumerable(), CancellationToken.None);
        }

        writer.WriteQueues(run.Queues!);
        var log = folder.File("delivery.log");
        await File.WriteAllLinesAsync(log, run.Deliveries!.Select(d =>
            JsonSerializer.Serialize(new DeliveryLine(d.Id, d.Batch, Body(d.Id), d.Lane, d.DeliveredAt), Camel)));
        writer.CopyDeliveries(log);
        var histories = folder.File("histories");
        Directory.CreateDirectory(histories);
        foreach (var component in run.History.GroupBy(e => e.Component))
        {
            await File.WriteAllLinesAsync(
                HistoryFile(histories, component.Key),
                component.Select(e => JsonSerializer.Serialize(e, HistoryJson.Default.HistoryEvent)));
        }

        spoilHistories?.Invoke(histories);
        writer.MergeHistory(Directory.GetFiles(histories).Order(StringComparer.Ordinal));
        return writer;
    }

    public static string HistoryFile(string histories, string component) => Path.Combine(histories, component.Replace('/', '-') + ".jsonl");

    private static string Body(string record) => $$"""{"id":"{{record}}","amount":12.5}""";
}
