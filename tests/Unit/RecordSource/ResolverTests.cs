using ActiveActive.Contracts;
using ActiveActive.Hosting.Clients;
using ActiveActive.UnitTests.DnsRouter;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActiveActive.UnitTests.RecordSource;

/// <summary>How long an answer of the router is used: as long as its TTL says, and not at all when that is 0.</summary>
public sealed class ResolverTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task An_answer_with_a_ttl_of_0_is_asked_for_every_time()
    {
        await using var router = await RunningRouter.StartAsync(Weighted(ttlSeconds: 0));
        var resolver = new DnsEndpointResolver(router.Dns, _time);
        Assert.Equal(["127.0.1.10", "127.0.2.10", "127.0.1.10", "127.0.2.10"], await AskAsync(resolver, 4));
    }

    [Fact]
    public async Task An_answer_is_used_until_its_ttl_is_over_and_not_longer()
    {
        await using var router = await RunningRouter.StartAsync(Weighted(ttlSeconds: 5));
        var resolver = new DnsEndpointResolver(router.Dns, _time);
        var first = Assert.Single((await AskAsync(resolver, 3)).Distinct());
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal([first], await AskAsync(resolver, 1));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.NotEqual([first], await AskAsync(resolver, 1));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_renewed_is_not_used_stale()
    {
        var router = await RunningRouter.StartAsync(Weighted(ttlSeconds: 5));
        DnsEndpointResolver resolver;
        await using (router)
        {
            resolver = new DnsEndpointResolver(router.Dns, _time);
            await AskAsync(resolver, 1);
        }

        _time.Advance(TimeSpan.FromSeconds(5));
        var silent = await Assert.ThrowsAsync<EndpointUnresolvedException>(() => AskAsync(resolver, 1));
        Assert.StartsWith($"{DnsNames.In} could not be resolved: ", silent.Message, StringComparison.Ordinal);
    }

    private static async Task<List<string>> AskAsync(DnsEndpointResolver resolver, int times)
    {
        var answers = new List<string>();
        for (var i = 0; i < times; i++)
            answers.Add(await resolver.ResolveAsync(DnsNames.In, TestContext.Current.CancellationToken));
        return answers;
    }

    // Nobody listens at the checked address, but three checks that are a minute apart have to fail before that counts.
    private static string Weighted(int ttlSeconds) => $$$"""
        {"recordSets":[{"name":"{{{DnsNames.In}}}","ttlSeconds":{{{ttlSeconds}}},"policy":"weighted","mode":"exact","targets":[
          {"region":"r1","value":"127.0.1.10","weight":1,"check":{"kind":"tcp","address":"127.77.0.1:9","intervalSeconds":60}},
          {"region":"r2","value":"127.0.2.10","weight":1,"check":{"kind":"tcp","address":"127.77.0.1:9","intervalSeconds":60}}]}]}
        """;
}
