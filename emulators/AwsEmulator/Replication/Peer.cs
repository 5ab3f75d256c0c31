using System.Globalization;
using System.Net;
using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Replication;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.AwsEmulator.Replication;

/// <summary>
/// Another region's emulator, asked over HTTP. Every request has a timeout of its own, because a paused process accepts
/// connections and never answers.
/// </summary>
public sealed class Peer(string region, Uri address, HttpMessageInvoker http, ReplicationOptions options, string ownRegion, TimeProvider time)
{
    /// <summary>The header that tells an answer of the replication API from one of anything else at that address.</summary>
    public const string RegionHeader = "x-lab-region";

    /// <summary>Its AWS name.</summary>
    public string Region { get; } = region;

    /// <summary>Its address.</summary>
    public Uri Address { get; } = address;

    /// <summary>Its writes after a cursor; waits for some if there are none.</summary>
    /// <exception cref="PeerException">It said no, or did not answer.</exception>
    public async Task<ReplicationBatch> Pull(string table, string tableId, long after, Stamp settings, int maxRows, TimeSpan wait, CancellationToken cancellation)
    {
        var query = string.Create(CultureInfo.InvariantCulture,
            $"changes/{Uri.EscapeDataString(table)}?region={Uri.EscapeDataString(ownRegion)}&id={tableId}&after={after}&max={maxRows}&wait={(int)wait.TotalMilliseconds}&settings={settings.Time}&settingsOf={Uri.EscapeDataString(settings.Region ?? "")}");
        var answer = await Send(HttpMethod.Post, query, null, wait, cancellation);
        try
        {
            return ReplicationCodec.Read(answer);
        }
        catch (InvalidDataException broken)
        {
            throw new PeerException(PeerProblem.Silent, $"{Region} at {Address} answered something else: {broken.Message}");
        }
    }

    /// <summary>Has the table created there.</summary>
    /// <exception cref="PeerException">It said no, or did not answer.</exception>
    public Task Adopt(TableDefinition table, TableSettings settings, IReadOnlyCollection<string> regions, CancellationToken cancellation)
    {
        var body = new ValueWriter();
        ChangeCodec.Write(body, table);
        body.Number((uint)regions.Count);
        foreach (var name in regions)
            body.Text(name);
        IndexCodec.WriteAll(body, table.Indexes);
        body.Map(settings.ToMap());
        return Send(HttpMethod.Put, $"tables/{Uri.EscapeDataString(table.Name)}", body.Written, TimeSpan.Zero, cancellation);
    }

    /// <summary>Has the table deleted there.</summary>
    /// <exception cref="PeerException">It said no, or did not answer.</exception>
    public Task Delete(string table, CancellationToken cancellation) =>
        Send(HttpMethod.Delete, $"tables/{Uri.EscapeDataString(table)}", null, TimeSpan.Zero, cancellation);

    private async Task<byte[]> Send(HttpMethod method, string path, ReadOnlyMemory<byte>? body, TimeSpan wait, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(wait + options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var request = new HttpRequestMessage(method, new Uri(Address, $"/_lab/replication/{path}"));
        if (body is { } content)
            request.Content = new ReadOnlyMemoryContent(content);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            var answer = await response.Content.ReadAsByteArrayAsync(either.Token);
            // Another process at that address must not be taken for a region that has lost its table.
            var ours = response.Headers.TryGetValues(RegionHeader, out var regions) && regions.Contains(Region);
            if (ours && response.IsSuccessStatusCode)
                return answer;
            var problem = (ours, response.StatusCode) switch
            {
                (true, HttpStatusCode.NotFound) => PeerProblem.Gone,
                (true, HttpStatusCode.Conflict) => PeerProblem.Refused,
                _ => PeerProblem.Silent,
            };
            throw new PeerException(problem, $"{Region} at {Address} answered {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(answer)}");
        }
        catch (HttpRequestException failed)
        {
            throw new PeerException(failed.HttpRequestError == HttpRequestError.ConnectionError ? PeerProblem.Unreachable : PeerProblem.Silent,
                $"{Region} at {Address}: {failed.Message}");
        }
        catch (Exception failed) when (failed is OperationCanceledException or IOException && !cancellation.IsCancellationRequested)
        {
            throw new PeerException(PeerProblem.Silent, $"{Region} at {Address} did not answer within {wait + options.RequestTimeout}");
        }
    }
}
