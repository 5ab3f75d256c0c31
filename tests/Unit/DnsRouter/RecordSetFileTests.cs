using ActiveActive.DnsRouter.Configuration;
using Xunit;

namespace ActiveActive.UnitTests.DnsRouter;

/// <summary>A wrong file is turned down with the place and the thing.</summary>
public sealed class RecordSetFileTests
{
    private const string One = "\"region\":\"r1\",\"value\":\"127.0.1.10\"";
    private const string Two = "\"region\":\"r2\",\"value\":\"127.0.2.10\"";

    [Theory]
    [InlineData("{\"recordSets\":[", "line 1")]
    [InlineData("null", "null")]
    [InlineData("{}", "'recordSets' is missing")]
    [InlineData("{\"recordSets\":[null]}", "recordSets[0]")]
    public void A_file_that_is_not_record_sets_is_named(string text, string expected) => Rejected(text, expected);

    [Theory]
    [InlineData("{\"name\":\"a.activeactive.test\",\"policy\":\"wighted\"}", "recordSets[0].policy")]
    [InlineData("{\"name\":\"a.activeactive.test\"}", "'policy' is missing")]
    [InlineData("{\"name\":\"a.activeactive.test\",\"policy\":\"simple\",\"ttl\":3}", "'ttl' is not a field")]
    [InlineData("{\"name\":\"a.activeactive.test\",\"policy\":\"simple\"}", "(a.activeactive.test): has no targets")]
    [InlineData("{\"name\":\"a.example.org\",\"policy\":\"simple\",\"texts\":[\"x\"]}", "activeactive.test, aurora.test")]
    [InlineData("{\"name\":\"a b.activeactive.test\",\"policy\":\"simple\",\"texts\":[\"x\"]}", "' ' is none of")]
    [InlineData("{\"name\":\"a.activeactive.test\",\"policy\":\"simple\",\"ttlSeconds\":-1,\"texts\":[\"x\"]}", "ttlSeconds -1")]
    [InlineData("{\"name\":\"a.activeactive.test\",\"policy\":\"simple\",\"texts\":[\"\"]}", "texts")]
    [InlineData("{\"name\":\"a.activeactive.test\",\"policy\":\"simple\",\"targets\":[{\"value\":\"300.1.1.1\"}]}", "targets[0]: '300.1.1.1'")]
    [InlineData("{\"name\":\"a.activeactive.test\",\"policy\":\"simple\",\"targets\":[{\"value\":\"127.1\"}]}", "targets[0]: '127.1'")]
    [InlineData("{\"name\":\"a.activeactive.test\",\"policy\":\"simple\",\"targets\":[{\"value\":\"a.org\"},{\"value\":\"::1\"}]}", "host name cannot stand")]
    [InlineData("{\"name\":\"aurora.test\",\"policy\":\"simple\",\"targets\":[{\"value\":\"a.org\"}]}", "zone's own name")]
    public void A_set_that_breaks_a_rule_is_named(string set, string expected) => Rejected($"{{\"recordSets\":[{set}]}}", expected);

    [Theory]
    [InlineData("weighted", "{" + One + ",\"weight\":256}", "targets[0]: weight 256")]
    [InlineData("weighted", "{\"value\":\"127.0.1.10\"}", "targets[0]: has no region")]
    [InlineData("weighted", "{\"region\":\"r3\",\"value\":\"127.0.1.10\"}", "'r3' is not a region")]
    [InlineData("weighted", "{" + One + "},{\"region\":\"us-east-1\",\"value\":\"127.0.1.11\"}", "r1 has two targets")]
    [InlineData("weighted", "{" + One + "},{\"region\":\"r2\",\"value\":\"::1\"}", "one kind")]
    [InlineData("weighted", "{" + One + ",\"role\":\"primary\"}", "role is for failover")]
    [InlineData("weighted", "{" + One + "},null", "targets[1]: is null")]
    [InlineData("failover", "{" + One + "}", "role is for failover")]
    [InlineData("failover", "{" + One + ",\"role\":\"secondary\"}", "one target with role primary")]
    [InlineData("manual", "{" + One + ",\"role\":\"primary\"},{" + Two + ",\"role\":\"primary\"}", "one target with role primary")]
    [InlineData("weighted", "{" + One + ",\"check\":{\"kind\":\"http\"}}", "check: a check of kind http needs url")]
    [InlineData("weighted", "{" + One + ",\"check\":{\"kind\":\"tcp\",\"address\":\"127.0.0.1\"}}", "kind tcp needs address")]
    [InlineData("weighted", "{" + One + ",\"check\":{\"kind\":\"sqs\",\"queue\":\"inbound\"}}", "kind sqs needs queue")]
    [InlineData("weighted", "{" + One + ",\"check\":{\"kind\":\"postgres\",\"connectionString\":\"Hst=a\"}}", "kind postgres needs connectionString")]
    [InlineData("weighted", "{" + One + ",\"check\":{\"kind\":\"tcp\",\"address\":\"127.0.0.1:1\",\"url\":\"http://a\"}}", "only address")]
    [InlineData("weighted", "{" + One + ",\"check\":{\"kind\":\"tcp\",\"address\":\"127.0.0.1:1\",\"threshold\":11}}", "threshold 11")]
    [InlineData("weighted", "{" + One + ",\"check\":{\"kind\":\"tcp\",\"address\":\"127.0.0.1:1\",\"intervalSeconds\":0}}", "intervalSeconds 0")]
    [InlineData("weighted", "{" + One + ",\"check\":{\"kind\":\"tcp\",\"address\":\"127.0.0.1:1\",\"timeoutSeconds\":\"2\"}}", "timeoutSeconds")]
    public void A_target_that_breaks_a_rule_is_named(string policy, string targets, string expected) =>
        Rejected($"{{\"recordSets\":[{{\"name\":\"{Sets.In}\",\"policy\":\"{policy}\",\"targets\":[{targets}]}}]}}", expected);

    [Fact]
    public void A_name_that_comes_twice_in_any_case_is_named() => Rejected(
        """
        {"recordSets":[{"name":"a.activeactive.test","policy":"simple","texts":["x"]},
                       {"name":"A.ActiveActive.test","policy":"simple","texts":["x"]}]}
        """,
        "recordSets[1] (A.ActiveActive.test): recordSets[0]");

    [Fact]
    public void A_missing_file_is_named_by_its_path() =>
        Assert.Contains("/nowhere/sets.json", Assert.Throws<RecordSetFileException>(() => RecordSetFileLoader.Load("/nowhere/sets.json")).Message);

    [Fact]
    public void Defaults_are_those_of_the_README()
    {
        var check = Sets.Weighted(1, 1).Targets[0].Check!;
        Assert.Equal((1d, 4d, 2d, 3), (check.IntervalSeconds, check.ConnectTimeoutSeconds, check.TimeoutSeconds, check.Threshold));
        Assert.Equal(1, Sets.Failover().TtlSeconds);
        Assert.Equal("r2", Sets.Manual().Targets[1].Region);
    }

    private static void Rejected(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<RecordSetFileException>(() => RecordSetFileLoader.Parse(text)).Message);
}
