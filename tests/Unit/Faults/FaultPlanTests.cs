using ActiveActive.Faults;
using ActiveActive.Faults.F5;
using Xunit;

namespace ActiveActive.UnitTests.Faults;

public sealed class FaultPlanTests
{
    [Fact]
    public void A_plan_that_names_its_faults_numbers_them_in_order()
    {
        var plan = FaultPlan.Of(
            9,
            new Fault(Target.Parse("r1/preprocess"), FaultKind.Kill),
            new Fault(Target.Parse("r1/inbound-queue"), FaultKind.Hang, TimeSpan.FromSeconds(1.5)));
        Assert.Equal("seed 9: 2 faults\n  F1 kill r1/preprocess\n  F2 hang r1/inbound-queue for 1.5s", plan.ToString());
        Assert.Equal("seed 9: 0 faults", FaultPlan.Of(9).ToString());
    }

    [Fact]
    public void A_plan_comes_back_from_JSON_as_it_went()
    {
        for (var seed = 0UL; seed < 200; seed++)
        {
            var plan = F5Draw.Draw(seed * 0x9E3779B97F4A7C15UL);
            var back = FaultPlanJson.Parse(plan.ToJson());
            Assert.Equal(plan.Seed, back.Seed);
            Assert.Equal(plan.Components, back.Components);
            Assert.Equal(plan.Faults, back.Faults);
        }
    }

    [Fact]
    public void A_duration_is_written_in_seconds_and_read_back()
    {
        var plan = FaultPlan.Of(1, new Fault(Target.Parse("dns-router"), FaultKind.Stop, TimeSpan.FromMilliseconds(250)));
        Assert.Contains("\"forSeconds\": 0.25", plan.ToJson(), StringComparison.Ordinal);
        Assert.Equal(plan.Faults, FaultPlanJson.Parse(plan.ToJson()).Faults);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"seed":1,"components":[]}""")]
    [InlineData("""{"seed":1,"components":[],"faults":null}""")]
    [InlineData("""{"seed":-1,"components":[],"faults":[]}""")]
    [InlineData("""{"seed":1,"components":[],"faults":[{"id":"F1","target":"r1/nothing","kind":"kill"}]}""")]
    [InlineData("""{"seed":1,"components":[],"faults":[{"id":"F1","target":"r1/core","kind":"refuse"}]}""")]
    public void A_file_that_is_no_plan_is_refused(string json) => Assert.Throws<UnusableFaultException>(() => FaultPlanJson.Parse(json));
}
