using System.Net.Http.Json;
using System.Text.Json;
using ActiveActive.Contracts;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// Has record-source publish. A source that died in the middle is waited for and asked again, because it passes over what was
/// acknowledged; one whose caller gives up is told to stop, and nothing of the batch is on its way any more when the call ends.
/// </summary>
internal sealed class SourceClient(IComponent source, Func<string, Region?> regionAt, HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan QuietWithin = TimeSpan.FromSeconds(3);

    /// <summary>Publishes a batch; <paramref name="records"/> begins anew at each call.</summary>
    /// <exception cref="InvalidOperationException">The source refused; the message says why.</exception>
    public async Task<PublishedBatch> PublishAsync(int batch, Func<IAsyncEnumerable<Record>> records, CancellationToken cancellation)
    {
        var url = new Uri($"http://{source.Address}/batches/{batch}");
        try
        {
            while (true)
            {
                try
                {
                    return await AskAsync(url, batch, records(), cancellation);
                }
                catch (Exception gone) when (gone is HttpRequestException or IOException && !cancellation.IsCancellationRequested)
                {
                    await UntilItWorksAsync(cancellation);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await StopAsync(url, StopWithin);
            throw;
        }
    }

    /// <summary>Nothing is on its way from it any more, if it answers: one that was cut off while it was told to stop may have gone on since.</summary>
    public Task QuietAsync() => StopAsync(new Uri($"http://{source.Address}/batches/1"), QuietWithin);

    private async Task<PublishedBatch> AskAsync(Uri url, int batch, IAsyncEnumerable<Record> records, CancellationToken cancellation)
    {
        using var content = new RecordLinesContent(records, cancellation);
        using var response = await http.PostAsync(url, content, cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"record-source refused batch {batch}: {answer.GetProperty("error").GetString()}");
        int Of(string name) => answer.GetProperty(name).GetInt32();
        return new PublishedBatch(batch, Of("acknowledged") + Of("passedOver"), Of("retried")) { ByRegion = ByRegion(answer.GetProperty("hosts")) };
    }

    private Dictionary<string, int> ByRegion(JsonElement hosts) => hosts.EnumerateObject()
        .Where(h => regionAt(h.Name) is not null)
        .GroupBy(h => regionAt(h.Name)!.Name)
        .ToDictionary(g => g.Key, g => g.Sum(h => h.Value.GetInt32()));

    /// <summary>Somebody may have killed it, and may bring it back; the caller's patience is the limit.</summary>
    private async Task UntilItWorksAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(Beat, time, cancellation);
            try
            {
                await source.ProbeAsync(cancellation);
                return;
            }
            catch (Exception) when (!cancellation.IsCancellationRequested)
            {
                // Not yet.
            }
        }
    }

    private async Task StopAsync(Uri url, TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within, time);
        try
        {
            using var response = await http.DeleteAsync(url, limit.Token);
            response.EnsureSuccessStatusCode();
        }
        catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException)
        {
            // It is dead or stands still; what it still sends is in its history, and the caller is told that it gave up in any case.
        }
    }
}
