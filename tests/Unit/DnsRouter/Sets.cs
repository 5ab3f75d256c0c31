using ActiveActive.DnsRouter.Configuration;
using ActiveActive.DnsRouter.Routing;

namespace ActiveActive.UnitTests.DnsRouter;

/// <summary>Record sets as tests write them.</summary>
internal static class Sets
{
    public const string In = "in.activeactive.test";

    private const string Check = "\"check\":{\"kind\":\"tcp\",\"address\":\"127.77.0.1:9\"}";

    public static RecordSetDefinition Weighted(
        int one, int two, WeightedMode mode = WeightedMode.Exact, int timeoutSeconds = 2) => Parse($$"""
        {"name":"{{In}}","ttlSeconds":5,"policy":"weighted","mode":"{{mode.ToString().ToLowerInvariant()}}","targets":[
          {"region":"r1","value":"127.0.1.10","weight":{{one}}, "check":{"kind":"tcp","address":"127.77.0.1:9","timeoutSeconds":{{timeoutSeconds}} } },
          {"region":"r2","value":"127.0.2.10","weight":{{two}}, "check":{"kind":"tcp","address":"127.77.0.1:9","timeoutSeconds":{{timeoutSeconds}} } }]}
        """);

    public static RecordSetDefinition Failover(bool secondaryHasCheck = true) => Parse($$"""
        {"name":"r1.out.activeactive.test","policy":"failover","targets":[
          {"region":"r1","value":"127.0.1.10","role":"primary", {{Check}} },
          {"region":"r2","value":"127.0.2.10","role":"secondary"{{(secondaryHasCheck ? "," + Check : "")}} }]}
        """);

    public static RecordSetDefinition Manual() => Parse("""
        {"name":"inbound.writer.aurora.test","policy":"manual","targets":[
          {"region":"r1","value":"127.0.1.20","role":"primary","check":{"kind":"tcp","address":"127.77.0.1:9"}},
          {"region":"us-west-2","value":"127.0.2.20","role":"secondary"}]}
        """);

    public static RecordSetDefinition Parse(string set) => RecordSetFileLoader.Parse($"{{\"recordSets\":[{set}]}}").RecordSets[0];

    public static RecordSetTable Table(RecordingHistory history, TimeProvider time, string kept, params RecordSetDefinition[] sets) =>
        new(new RecordSetFile { RecordSets = sets }, 1, new OperatorStateFile(kept), history, time);
}
