using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using ActiveActive.DnsRouter.Wire;
using DnsClient;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ActiveActive.UnitTests.DnsRouter;

/// <summary>Two clients that nobody here wrote, dig and DnsClient, against the router over UDP and TCP.</summary>
public sealed class ServerTests
{
    private const string Out = "r1.out.activeactive.test";
    private const string Writer = "inbound.writer.aurora.test";

    private static string File(string check = "") => $$"""
        {"recordSets":[
          {"name":"{{Sets.In}}","ttlSeconds":0,"policy":"weighted","targets":[
            {"region":"r1","value":"127.0.1.10"{{check}}},{"region":"r2","value":"127.0.2.10"}]},
          {"name":"{{Out}}","ttlSeconds":7,"policy":"failover","targets":[
            {"region":"r1","value":"127.0.1.10","role":"primary"{{check}}},{"region":"r2","value":"127.0.2.10","role":"secondary"}]},
          {"name":"{{Writer}}","ttlSeconds":5,"policy":"manual","targets":[
            {"region":"r1","value":"127.0.1.20","role":"primary"{{check}}},{"region":"r2","value":"127.0.2.20","role":"secondary"}]},
          {"name":"six.activeactive.test","policy":"simple","targets":[{"value":"::1"}]},
          {"name":"long.activeactive.test","policy":"simple","texts":["{{new string('x', 2000)}}"]}]}
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dig_and_DnsClient_agree_on_weights(bool tcp)
    {
        await using var router = await RunningRouter.StartAsync(File());
        var dns = Client(router, tcp);
        var answers = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            answers.Add(await Dig.AskAsync(router.Dns, Sets.In, "+short", tcp ? "+tcp" : "+notcp"));
            answers.Add(await AddressAsync(dns, Sets.In));
        }

        Assert.Equal(Enumerable.Repeat<string[]>(["127.0.1.10", "127.0.2.10"], 5).SelectMany(a => a), answers);

        (await router.Http.PutAsJsonAsync($"/record-sets/{Sets.In}/weights", new { r1 = 3, r2 = 1 })).EnsureSuccessStatusCode();
        Assert.Equal((6, 2), await CountAsync(8));
        (await router.Http.PutAsJsonAsync($"/record-sets/{Sets.In}/weights", new { r1 = 0 })).EnsureSuccessStatusCode();
        Assert.Equal((0, 6), await CountAsync(6));

        async Task<(int One, int Two)> CountAsync(int queries)
        {
            var drawn = new List<string>();
            for (var i = 0; i < queries; i += 2)
            {
                drawn.Add(await Dig.AskAsync(router.Dns, Sets.In, "+short", tcp ? "+tcp" : "+notcp"));
                drawn.Add(await AddressAsync(dns, Sets.In));
            }

            return (drawn.Count(d => d == "127.0.1.10"), drawn.Count(d => d == "127.0.2.10"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dig_and_DnsClient_agree_on_failover_and_TTL(bool tcp)
    {
        await using var router = await RunningRouter.StartAsync(File());
        await BothSay(router, tcp, Out, "127.0.1.10", 7);
        (await router.Http.PutAsJsonAsync("/regions/r1/offline", new { offline = true })).EnsureSuccessStatusCode();
        await BothSay(router, tcp, Out, "127.0.2.10", 7);
        await BothSay(router, tcp, Sets.In, "127.0.2.10", 0);
        await BothSay(router, tcp, Writer, "127.0.1.20", 5);
        (await router.Http.PutAsJsonAsync($"/record-sets/{Writer}/active", new { region = "r2" })).EnsureSuccessStatusCode();
        await BothSay(router, tcp, Writer, "127.0.2.20", 5);
        (await router.Http.PutAsJsonAsync("/regions/us-east-1/offline", new { offline = false })).EnsureSuccessStatusCode();
        await BothSay(router, tcp, Out, "127.0.1.10", 7);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dig_and_DnsClient_agree_on_health(bool tcp)
    {
        var status = 200;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Parse("127.77.2.2"), 0));
        await using var target = builder.Build();
        target.MapGet("/health", () => Results.StatusCode(status));
        await target.StartAsync();
        await using var router = await RunningRouter.StartAsync(
            File($$""","check":{"kind":"http","url":"{{target.Urls.Single()}}/health","intervalSeconds":0.05}"""));
        await BothSay(router, tcp, Out, "127.0.1.10", 7);

        status = 503;
        foreach (var set in new[] { Out, Sets.In })
            await router.History.Line($"{set} is routed to r2", e => e is { State: "routed", Region: "r2" } && e.Target == set);
        await router.History.Line("the writer is unhealthy", e => e is { State: "unhealthy", Target: Writer, Detail: "HTTP 503" });
        await BothSay(router, tcp, Out, "127.0.2.10", 7);
        await BothSay(router, tcp, Sets.In, "127.0.2.10", 0);
        await BothSay(router, tcp, Writer, "127.0.1.20", 5); // health is shown and does not move it
        using var shown = JsonDocument.Parse(await router.Http.GetStringAsync($"/record-sets/{Out}"));
        Assert.Equal("r2", shown.RootElement.GetProperty("active").GetString());
        var health = shown.RootElement.GetProperty("targets")[0].GetProperty("health");
        Assert.False(health.GetProperty("healthy").GetBoolean());
        Assert.Equal("HTTP 503", health.GetProperty("reason").GetString());

        status = 200;
        await router.History.Line($"{Out} is routed to r1", e => e is { State: "routed", Region: "r1", Target: Out });
        await BothSay(router, tcp, Out, "127.0.1.10", 7);
    }

    [Fact]
    public async Task Dig_gets_every_kind_of_answer()
    {
        await using var router = await RunningRouter.StartAsync(File());
        Assert.Equal("::1", await Dig.AskAsync(router.Dns, "six.activeactive.test", "AAAA", "+short"));
        Assert.Equal("ns.activeactive.test.", await Dig.AskAsync(router.Dns, "activeactive.test", "NS", "+short"));
        Assert.StartsWith("ns.aurora.test. hostmaster.aurora.test.", await Dig.AskAsync(router.Dns, "aurora.test", "SOA", "+short"));
        Assert.Contains("status: NXDOMAIN", await Dig.AskAsync(router.Dns, "nix.activeactive.test"));
        Assert.Contains("status: REFUSED", await Dig.AskAsync(router.Dns, "example.org"));
        Assert.Contains("status: NOTIMP", await Dig.AskAsync(router.Dns, "aurora.test", "+opcode=notify"));
        Assert.Contains("status: BADVERS", await Dig.AskAsync(router.Dns, "aurora.test", "+edns=1", "+noednsnegotiation"));
        Assert.Contains(" tc ", (await Dig.AskAsync(router.Dns, "long.activeactive.test", "TXT", "+ignore")).Replace(";", " ;"));
        Assert.Equal(2000, (await Dig.AskAsync(router.Dns, "long.activeactive.test", "TXT", "+short")).Count(c => c == 'x'));
    }

    [Fact]
    public async Task The_server_goes_on_after_hostile_packets_and_askers_that_have_gone()
    {
        await using var router = await RunningRouter.StartAsync(File());
        var chance = new ActiveActive.Contracts.SeededChance(11);
        for (var i = 0; i < 300; i++)
        {
            // Closed before the answer comes: the kernel says port unreachable to the router.
            using var gone = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            var noise = i % 2 == 0
                ? DnsCodec.Encode(CodecTests.Query(DnsName.Parse("nix.activeactive.test")))
                : [.. Enumerable.Range(0, chance.Below(100)).Select(_ => (byte)chance.Below(256))];
            gone.SendTo(noise, router.Dns);
        }

        using (var half = new TcpClient())
        {
            await half.ConnectAsync(router.Dns);
            await half.GetStream().WriteAsync(new byte[] { 0xFF, 0xFF, 1, 2, 3 });
        }

        await BothSay(router, false, Out, "127.0.1.10", 7);
        await BothSay(router, true, Out, "127.0.1.10", 7);
    }

    [Fact]
    public async Task One_TCP_connection_carries_several_queries_even_byte_by_byte()
    {
        await using var router = await RunningRouter.StartAsync(File());
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(router.Dns);
        var stream = client.GetStream();
        byte[] Framed(ushort id)
        {
            var query = DnsCodec.Encode(CodecTests.Query(DnsName.Parse(Out)) with { Id = id });
            return [0, (byte)query.Length, .. query];
        }

        foreach (var b in Framed(1))
            await stream.WriteAsync(new[] { b });
        await stream.WriteAsync((byte[])[.. Framed(2), .. Framed(3)]);
        for (ushort id = 1; id <= 3; id++)
        {
            var prefix = new byte[2];
            await stream.ReadExactlyAsync(prefix).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            var answer = new byte[prefix[1]];
            await stream.ReadExactlyAsync(answer).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(id, DnsCodec.Decode(answer).Id);
        }
    }

    [Fact]
    public async Task Idle_TCP_connections_are_closed_and_make_room_for_others()
    {
        await using var router = await RunningRouter.StartAsync(File(), "--Dns:TcpConnections=1", "--Dns:TcpIdleSeconds=1");
        using var idle = new TcpClient();
        await idle.ConnectAsync(router.Dns);
        Assert.Equal("127.0.1.10", await Dig.AskAsync(router.Dns, Out, "+short", "+tcp"));
        Assert.Equal(0, await idle.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Theory]
    [InlineData("record-sets/" + Sets.In + "/weights", "{\"r1\":256}", 400, "256")]
    [InlineData("record-sets/" + Sets.In + "/weights", "{\"r1\":1.5}", 400, "r1")]
    [InlineData("record-sets/" + Sets.In + "/weights", "{\"r1\":", 400, "body")]
    [InlineData("record-sets/" + Sets.In + "/weights", "null", 400, "null")]
    [InlineData("record-sets/" + Sets.In + "/active", "{\"region\":\"r2\"}", 400, "weighted")]
    [InlineData("record-sets/" + Writer + "/active", "{\"regon\":\"r2\"}", 400, "regon")]
    [InlineData("record-sets/" + Writer + "/active", "{\"region\":\"r3\"}", 400, "r3")]
    [InlineData("record-sets/nix.activeactive.test/active", "{\"region\":\"r2\"}", 404, "nix")]
    [InlineData("regions/r1/offline", "{}", 400, "offline")]
    [InlineData("regions/r3/offline", "{\"offline\":true}", 404, "r3")]
    public async Task A_bad_request_is_answered_with_a_sentence_and_changes_nothing(string path, string body, int status, string expected)
    {
        await using var router = await RunningRouter.StartAsync(File());
        var before = await router.Http.GetStringAsync("/record-sets");
        using var answer = await router.Http.PutAsync($"/{path}", new StringContent(body));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(expected, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString());
        Assert.Equal(before, await router.Http.GetStringAsync("/record-sets"));
    }

    private static async Task BothSay(RunningRouter router, bool tcp, string name, string address, int ttl)
    {
        var dig = (await Dig.AskAsync(router.Dns, name, "+noall", "+answer", tcp ? "+tcp" : "+notcp")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([name + ".", $"{ttl}", "IN", "A", address], dig);
        var record = (await Client(router, tcp).QueryAsync(name, QueryType.A)).Answers.ARecords().Single();
        Assert.Equal((address, ttl), (record.Address.ToString(), record.InitialTimeToLive));
    }

    private static async Task<string> AddressAsync(LookupClient dns, string name) =>
        (await dns.QueryAsync(name, QueryType.A)).Answers.ARecords().Single().Address.ToString();

    private static LookupClient Client(RunningRouter router, bool tcp) => new(new LookupClientOptions(router.Dns)
    {
        UseCache = false,
        Retries = 0,
        UseTcpOnly = tcp,
        ThrowDnsErrors = true,
        Timeout = TimeSpan.FromSeconds(20),
    });
}
