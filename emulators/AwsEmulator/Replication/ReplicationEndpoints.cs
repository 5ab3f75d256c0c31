using System.Globalization;
using System.Text.Json;
using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Replication;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.AwsEmulator.Replication;

/// <summary>What the other regions' emulators ask of this one, and how replication stands for who wants to know.</summary>
public static class ReplicationEndpoints
{
    /// <summary>The longest that a pull may wait.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Maps /_lab/replication and what is below it.</summary>
    public static void MapReplication(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/_lab/replication", Report);
        routes.MapPost("/_lab/replication/changes/{table}", context => Answer(context, Pull));
        routes.MapPut("/_lab/replication/tables/{table}", context => Answer(context, Adopt));
        routes.MapDelete("/_lab/replication/tables/{table}", context => Answer(context, Delete));
    }

    private static Task Report(HttpContext context)
    {
        var status = context.RequestServices.GetRequiredService<Replicator>().Status();
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, status, ReplicationJson.Default.IReadOnlyListReplicaStatus, context.RequestAborted);
    }

    private static async Task<ReadOnlyMemory<byte>> Pull(HttpContext context, DynamoStore store, TableFaults faults)
    {
        var query = context.Request.Query;
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var read = new ReadChanges
        {
            Table = Table(context),
            Region = query["region"].ToString(),
            TableId = query["id"].ToString(),
            After = Number(query["after"]),
            Settings = new Stamp(query.ContainsKey("settings") ? Number(query["settings"]) : 0, query["settingsOf"].ToString()),
            MaxRows = (int)Math.Clamp(Number(query["max"]), 0, 100_000),
        };
        var wait = TimeSpan.FromMilliseconds(Math.Min(Number(query["wait"]), LongestWait.TotalMilliseconds));
        using var deadline = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        while (true)
        {
            var changed = store.Changed.Next;
            var batch = await faults.Run(store, read, context.RequestAborted);
            if (batch.Rows.Count > 0 || batch.Settings is not null || read.MaxRows == 0 || wait == TimeSpan.Zero || deadline.IsCancellationRequested)
            {
                var body = new ValueWriter();
                ReplicationCodec.Write(body, batch);
                return body.Written;
            }

            await changed.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.RequestAborted.ThrowIfCancellationRequested();
        }
    }

    private static async Task<ReadOnlyMemory<byte>> Adopt(HttpContext context, DynamoStore store, TableFaults faults)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        await faults.Run(store, ReadAdoption(body.GetBuffer().AsSpan(0, (int)body.Length)), context.RequestAborted);
        return ReadOnlyMemory<byte>.Empty;
    }

    private static AdoptReplica ReadAdoption(ReadOnlySpan<byte> body)
    {
        var reader = new ValueReader(body);
        var definition = ChangeCodec.ReadDefinition(ref reader);
        var regions = new string[reader.Count()];
        for (var i = 0; i < regions.Length; i++)
            regions[i] = reader.Text();
        definition = definition with { Indexes = IndexCodec.ReadAll(ref reader) };
        var settings = reader.AtEnd ? TableSettings.None : TableSettings.FromMap(reader.Map());
        return new AdoptReplica { Definition = definition, Regions = regions, Settings = settings };
    }

    private static async Task<ReadOnlyMemory<byte>> Delete(HttpContext context, DynamoStore store, TableFaults faults)
    {
        await faults.Run(store, new DeleteTable { Name = Table(context) }, context.RequestAborted);
        return ReadOnlyMemory<byte>.Empty;
    }

    /// <summary>Turns an outcome into a status that <see cref="Peer"/> understands.</summary>
    private static async Task Answer(HttpContext context, Func<HttpContext, DynamoStore, TableFaults, Task<ReadOnlyMemory<byte>>> handle)
    {
        var store = context.RequestServices.GetRequiredService<DynamoStore>();
        context.Response.Headers[Peer.RegionHeader] = store.Region;
        try
        {
            var answer = await handle(context, store, context.RequestServices.GetRequiredService<TableFaults>());
            context.Response.ContentType = "application/octet-stream";
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        }
        catch (DynamoException no)
        {
            await Refuse(context, no.Code is "ResourceNotFoundException" or ReadChanges.NotAReplica ? 404 : 409, no.Message);
        }
        catch (Exception failed) when (failed is TableFaultedException or Storage.JournalFailedException)
        {
            await Refuse(context, 503, failed.Message);
        }
        catch (Exception broken) when (broken is InvalidDataException or FormatException)
        {
            await Refuse(context, 400, broken.Message);
        }
    }

    private static Task Refuse(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(why, context.RequestAborted);
    }

    private static string Table(HttpContext context) => (string)context.Request.RouteValues["table"]!;

    private static long Number(string? text) => long.Parse(text ?? "", NumberStyles.None, CultureInfo.InvariantCulture);
}
