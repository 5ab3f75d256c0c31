using System.Net.Http.Json;
using System.Text.Json;
using ActiveActive.Contracts;
using ActiveActive.Faults;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// Faults on one queue, table or inflow, which the region's emulator keeps and ends by itself should the lab not live to end them. A
/// paused emulator takes calls and never answers; whoever changes faults does not wait for it.
/// </summary>
internal sealed class EmulatorFaults(LabParts parts, TimeProvider time)
{
    /// <summary>How long an emulator may take to change a fault.</summary>
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(3);

    /// <summary>The lab ends a fault itself while it lives, and looks first whether it held to its end.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    /// <summary>The longest that an emulator takes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Begins a fault.</summary>
    /// <param name="lateness">How late a slow resource answers.</param>
    /// <exception cref="UnusableFaultException">The emulator did not do it, and may be failed itself.</exception>
    public Task BeginAsync(Region region, string resource, string kind, TimeSpan lateness, DateTimeOffset until, CancellationToken cancellation)
    {
        var length = TimeSpan.FromTicks(Math.Min((until - time.GetUtcNow() + Slack).Ticks, Longest.Ticks));
        return WithinAsync(region, async token =>
        {
            using var response = await parts.Http.PostAsJsonAsync(
                FaultsOf(region),
                new { resource, kind, seconds = Math.Max(1, length.TotalSeconds), delayMilliseconds = (int)lateness.TotalMilliseconds },
                token);
            response.EnsureSuccessStatusCode();
            return true;
        }, cancellation);
    }

    /// <summary>Ends every fault on a resource.</summary>
    public async Task EndAsync(Region region, string resource, CancellationToken cancellation)
    {
        foreach (var id in await HeldAsync(region, resource, cancellation))
        {
            await WithinAsync(region, async token =>
            {
                using var response = await parts.Http.DeleteAsync(new Uri($"{FaultsOf(region)}/{id}"), token);
                response.EnsureSuccessStatusCode();
                return true;
            }, cancellation);
        }
    }

    /// <summary>The ids of the faults that the emulator holds on a resource.</summary>
    public async Task<IReadOnlyList<string>> HeldAsync(Region region, string resource, CancellationToken cancellation)
    {
        var all = await WithinAsync(region, token => parts.Http.GetFromJsonAsync<JsonElement>(FaultsOf(region), token), cancellation);
        return
        [
            .. all.EnumerateArray()
                .Where(f => f.GetProperty("resource").GetString() == resource && !(f.TryGetProperty("ended", out var ended) && ended.ValueKind != JsonValueKind.Null))
                .Select(f => f.GetProperty("id").GetString()!),
        ];
    }

    private async Task<T> WithinAsync<T>(Region region, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(CallLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await call(either.Token);
        }
        catch (Exception silent) when (!cancellation.IsCancellationRequested && silent is OperationCanceledException or HttpRequestException)
        {
            throw new UnusableFaultException(
                $"{Components.Aws(region)} did not do what was asked at /_lab/faults ({(patience.IsCancellationRequested ? "no answer" : silent.Message)}); is it failed itself? './aa recover {Components.Aws(region)}' first");
        }
    }

    private Uri FaultsOf(Region region) => new($"http://{parts.Aws(region)}/_lab/faults");
}
