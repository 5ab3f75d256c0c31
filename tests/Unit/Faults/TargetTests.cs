using ActiveActive.Contracts;
using ActiveActive.Faults;
using Xunit;

namespace ActiveActive.UnitTests.Faults;

public sealed class TargetTests
{
    public static TheoryData<string> Names() => [.. Target.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_target_is_found_by_the_name_that_status_prints_and_with_a_dash_for_the_slash(string name)
    {
        Assert.Equal(name, Target.Parse(name).Name);
        Assert.Equal(name, Target.Parse(name.Replace('/', '-')).Name);
        Assert.Equal(name, Target.Parse($" {name.ToUpperInvariant()} ").Name);
    }

    [Fact]
    public void There_are_25_targets_a_region_and_eight_that_are_there_once()
    {
        Assert.Equal(25, Target.All.Count(t => t.Region == Region.One));
        Assert.Equal(25, Target.All.Count(t => t.Region == Region.Two));
        Assert.Equal(
            ["dns-router", "record-source", "record-destination", "replication", "inbound-writer", "preprocess-writer", "postprocess-writer", "outbound-writer"],
            Target.All.Where(t => t.Region is null).Select(t => t.Name));
        Assert.Equal(Target.All.Count, Target.All.Select(t => t.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("r1/inbound", TargetKind.Container, "inbound", null)]
    [InlineData("r2/inbound-preprocess-queue", TargetKind.Queue, "inbound-preprocess", "r2/aws")]
    [InlineData("r1/preprocess-database", TargetKind.Database, "preprocess", "r1/aurora-ingress")]
    [InlineData("r2/outbound-database", TargetKind.Database, "outbound", "r2/aurora-egress")]
    [InlineData("r1/core-database", TargetKind.Table, "core", "r1/aws")]
    [InlineData("r1/core-replication", TargetKind.Replication, "core", "r1/aws")]
    [InlineData("r2/inbound-replication", TargetKind.Replication, "inbound", "r2/aurora-ingress")]
    [InlineData("r1/aws", TargetKind.Aws, null, null)]
    [InlineData("r2/routing", TargetKind.Routing, null, null)]
    [InlineData("r1/aurora-egress", TargetKind.AuroraInstance, "egress", null)]
    [InlineData("dns-router", TargetKind.Service, null, null)]
    [InlineData("replication", TargetKind.Replication, null, null)]
    [InlineData("outbound-writer", TargetKind.Writer, "outbound", null)]
    public void A_target_knows_what_it_is_and_what_it_fails_with(string name, TargetKind kind, string? part, string? host)
    {
        var target = Target.Parse(name);
        Assert.Equal(kind, target.Kind);
        Assert.Equal(part, target.Part);
        Assert.Equal(host, target.Host?.Name);
    }

    [Theory]
    [InlineData("r1/inbund", "r1/inbound")]
    [InlineData("r1/inbound_queue", "r1/inbound-queue")]
    [InlineData("inbound-preprocess-queue", "r1/inbound-preprocess-queue")]
    [InlineData("dns", "dns-router")]
    [InlineData("ingress", "r1/aurora-ingress")]
    public void An_unknown_target_is_answered_with_what_comes_near(string typed, string near)
    {
        var message = Assert.Throws<UnusableFaultException>(() => Target.Parse(typed)).Message;
        Assert.StartsWith($"'{typed}' is not a target; did you mean ", message, StringComparison.Ordinal);
        Assert.Contains(near, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("kubernetes-cluster")]
    public void A_target_that_is_like_no_other_is_answered_with_examples(string typed) =>
        Assert.Contains("./aa status", Assert.Throws<UnusableFaultException>(() => Target.Parse(typed)).Message, StringComparison.Ordinal);
}
