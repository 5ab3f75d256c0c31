using System.Net.Http.Json;
using ActiveActive.Contracts;
using ActiveActive.Hosting.Clients;
using ActiveActive.UnitTests.DnsRouter;

namespace ActiveActive.SimulationTests.Models;

/// <summary>The shipped router in this process, asked over UDP by the shipped resolver, whose clock the script moves.</summary>
internal sealed class ShippedDns(RunningRouter router) : IDns
{
    private readonly Clock _clock = new();
    private DnsEndpointResolver? _resolver;
    private bool _isOver;

    /// <summary>Plays a script against a router of its own.</summary>
    public static async Task<IReadOnlyList<string>> PlayAsync(string script)
    {
        var dns = new ShippedDns(await RunningRouter.StartAsync(RecordSets));
        try
        {
            return await DnsScript.PlayAsync(dns, script);
        }
        finally
        {
            await dns.EndAsync();
        }
    }

    public async Task<string> AskAsync(string name)
    {
        _resolver ??= new DnsEndpointResolver(router.Dns, _clock);
        try
        {
            return (await _resolver.ResolveAsync(name, CancellationToken.None)).StartsWith("10.0.1.", StringComparison.Ordinal) ? "r1" : "r2";
        }
        catch (EndpointUnresolvedException)
        {
            return "unresolved";
        }
    }

    public Task WaitAsync(TimeSpan time)
    {
        _clock.Now += time;
        return Task.CompletedTask;
    }

    public Task SwitchAsync(Region region, bool offline) => PutAsync($"/regions/{region}/offline", new { offline });

    public Task MoveAsync(string name, Region region) => PutAsync($"/record-sets/{name}/active", new { region = region.Name });

    public async Task EndAsync()
    {
        if (_isOver)
            return;
        _isOver = true;
        await router.DisposeAsync();
    }

    private async Task PutAsync(string path, object body) => (await router.Http.PutAsJsonAsync(path, body)).EnsureSuccessStatusCode();

    // The lab's record sets without their checks: nobody listens at these addresses.
    private static string RecordSets => $$"""
        {"recordSets":[
          {"name":"{{DnsNames.In}}","ttlSeconds":0,"policy":"weighted","mode":"exact","targets":[
            {"region":"r1","value":"10.0.1.10","weight":1},{"region":"r2","value":"10.0.2.10","weight":1}]},
          {"name":"{{DnsNames.Out(Region.One)}}","ttlSeconds":1,"policy":"failover","targets":[
            {"region":"r1","value":"10.0.1.10","role":"primary"},{"region":"r2","value":"10.0.2.10","role":"secondary"}]},
          {"name":"{{DnsNames.Out(Region.Two)}}","ttlSeconds":1,"policy":"failover","targets":[
            {"region":"r2","value":"10.0.2.10","role":"primary"},{"region":"r1","value":"10.0.1.10","role":"secondary"}]},
          {"name":"{{DnsNames.Writer("inbound")}}","ttlSeconds":1,"policy":"manual","targets":[
            {"region":"r1","value":"10.0.1.21","role":"primary"},{"region":"r2","value":"10.0.2.21","role":"secondary"}]}]}
        """;

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
