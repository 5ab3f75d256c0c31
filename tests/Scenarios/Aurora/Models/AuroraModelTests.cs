using ActiveActive.Aurora.Control;
using Xunit;

namespace ActiveActive.ScenarioTests.Aurora.Models;

/// <summary>
/// The simulator's model of an Aurora pair answers as PostgreSQL and the shipped control plane do: the same script of operations is played
/// against both. What a simulated run says of writers and replication rests on this. Every script leaves the writer in region 1.
/// </summary>
public sealed class AuroraModelTests(AuroraLab lab, ITestOutputHelper output) : IClassFixture<AuroraLab>
{
    [Theory]
    [InlineData("a writer takes rows once and a secondary none", "store r1 a b; store r1 b c; store r2 d; rows r1; rows r2")]
    [InlineData("a refused database takes nothing and lacks nothing", "store r1 a; refuse r1; store r1 b; allow r1; store r1 b; rows r2")]
    [InlineData("paused replication brings nothing until it goes on", "pause r2; store r1 a b; rows r1; rows r2; switchover; resume r2; rows r2")]
    [InlineData("a switchover moves the writer and back, and loses nothing", "store r1 a; switchover; store r1 b; store r2 b; rows r1; switchover; store r2 c; store r1 c; rows r1; rows r2")]
    [InlineData("nothing moves to a replica that is dead", "store r1 a; kill r2; switchover; failover; store r1 b; start r2; rows r2")]
    [InlineData("a failover lacks what replication had not brought", "pause r2; store r1 a b c; failover; store r1 d; store r2 e; lacking; resume r2; lacking; rows r1; rows r2; switchover")]
    [InlineData("a failover from a dead writer", "pause r2; store r1 a b; kill r1; store r1 c; failover; store r2 b c; start r1; lacking; store r1 d; resume r2; lacking; rows r2; rows r1; switchover")]
    public async Task The_model_answers_as_PostgreSQL_does(string name, string script)
    {
        // The pair is the same for all scripts, the rows are not.
        var prefix = string.Concat(name.Where(char.IsLetter)) + "-";
        var expected = ModelPair.Play(script, prefix);
        output.WriteLine(string.Join('\n', expected));
        var endpoint = new MemoryEndpoint();
        var cancel = TestContext.Current.CancellationToken;
        await using var plane = new ControlPlane([lab.Pair], endpoint, new ToldHistory(), TimeProvider.System);
        await plane.ReconcileAsync(cancel);
        Assert.Equal(expected, await PairScript.PlayAsync(new PostgresPair(lab, plane, endpoint, cancel), script, prefix, expected));
    }
}
