using ActiveActive.Faults;
using Xunit;

namespace ActiveActive.UnitTests.Faults;

public sealed class FaultCatalogueTests
{
    [Theory]
    [InlineData("r1/core", "stop kill pause disconnect")]
    [InlineData("r1/aws", "stop kill pause disconnect")]
    [InlineData("r2/aurora-egress", "stop kill pause disconnect")]
    [InlineData("dns-router", "stop kill pause disconnect")]
    [InlineData("record-source", "stop kill pause disconnect")]
    [InlineData("record-destination", "stop kill pause disconnect")]
    [InlineData("r1/outbound-queue", "refuse hang slow")]
    [InlineData("r1/core-database", "refuse hang slow")]
    [InlineData("r1/inbound-database", "refuse")]
    [InlineData("r1/core-replication", "pause")]
    [InlineData("replication", "pause")]
    [InlineData("inbound-writer", "switchover failover")]
    public void A_target_takes_the_kinds_that_fit_it_and_no_others(string name, string kinds)
    {
        var target = Target.Parse(name);
        var taken = FaultKinds.All.Where(kind =>
        {
            try
            {
                return new Fault(target, kind).Kind == kind;
            }
            catch (UnusableFaultException)
            {
                return false;
            }
        });
        Assert.Equal(kinds, string.Join(' ', taken.Select(k => k.Text())));
    }

    [Fact]
    public void A_kind_that_does_not_fit_is_answered_with_those_that_do_and_with_the_instance_that_it_fits()
    {
        var wrong = Assert.Throws<UnusableFaultException>(() => new Fault(Target.Parse("r1/inbound-database"), FaultKind.Kill));
        Assert.Equal("kill does not fit r1/inbound-database; refuse would. kill fits r1/aurora-ingress, which it lives on", wrong.Message);
    }

    [Fact]
    public void A_kind_is_read_in_either_case_and_an_unknown_one_is_answered_with_the_list()
    {
        Assert.Equal(FaultKind.Hang, FaultKinds.Parse("Hang"));
        Assert.All(FaultKinds.All, k => Assert.Equal(k, FaultKinds.Parse(k.Text())));
        var wrong = Assert.Throws<UnusableFaultException>(() => FaultKinds.Parse("explode"));
        Assert.Equal("'explode' is not a fault kind; there are stop, kill, pause, disconnect, refuse, hang, slow, offline, switchover, failover", wrong.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void A_fault_that_lasts_no_time_is_refused(int seconds) =>
        Assert.Throws<UnusableFaultException>(() => new Fault(Target.Parse("r1/core"), FaultKind.Kill, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Processes_perform_a_disconnect_as_a_pause_and_every_other_kind_as_it_is()
    {
        Assert.Equal(FaultKind.Pause, FaultKind.Disconnect.OnProcesses());
        Assert.All(FaultKinds.All.Where(k => k != FaultKind.Disconnect), k => Assert.Equal(k, k.OnProcesses()));
    }
}
