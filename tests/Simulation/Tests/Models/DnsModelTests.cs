using Xunit;

namespace ActiveActive.SimulationTests.Models;

/// <summary>
/// The simulator's router and resolver answer as the shipped ones do over a socket: the same script is played against both. Routing itself
/// is shipped code in both; what is the simulator's own are the way to it, the TTL and what happens when nobody answers.
/// </summary>
public sealed class DnsModelTests
{
    [Theory]
    [InlineData("the way in alternates and is asked for every time", "ask in; ask in; ask in; off r1; ask in; ask in; on r1; ask in; ask in; ask in", "r1 r2 r1 r2 r2")]
    [InlineData("a lane follows its region when its TTL is over and no sooner", "ask r1; ask r2; off r1; ask r1; wait 0.9; ask r1; wait 0.1; ask r1; ask r2; on r1; ask r1; wait 1; ask r1", "r1 r2 r1 r1 r2")]
    [InlineData("both lanes while both regions are off", "off r1; off r2; ask in; ask in; ask r1; ask r2", "")]
    [InlineData("a writer is found where it was moved", "ask writer; writer r2; ask writer; wait 1; ask writer; writer r1; wait 1; ask writer", "r1 r1 r2 r1")]
    [InlineData("an answer is not used stale when the router is gone", "ask r1; end; ask r1; wait 0.5; ask r1; wait 0.5; ask r1; ask in", "r1 r1 r1 unresolved unresolved")]
    public async Task The_model_answers_as_the_shipped_router_and_resolver_do(string name, string script, string beginning)
    {
        var expected = ModelDns.Play(script);
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {string.Join("; ", expected)}");
        Assert.Equal(expected, await ShippedDns.PlayAsync(script));
        // And neither is wrong in the same way as the other.
        Assert.StartsWith(beginning, string.Join(' ', expected.Select(a => a.Split(' ')[^1])), StringComparison.Ordinal);
    }
}
