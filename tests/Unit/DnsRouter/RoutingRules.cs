using ActiveActive.Contracts;
using ActiveActive.DnsRouter.Configuration;
using ActiveActive.DnsRouter.Routing;
using ActiveActive.DnsRouter.Wire;
using CsCheck;
using Xunit;

namespace ActiveActive.UnitTests.DnsRouter;

/// <summary>Route 53's rules, one by one.</summary>
public sealed class RoutingRules
{
    [Fact]
    public void Equal_weights_alternate_exactly()
    {
        var rotation = new SmoothRotation([1, 1]);
        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1, 0, 1], Draw(rotation, 10));
        Assert.Equal([0, 1, 0, 1], Draw(new SmoothRotation([255, 255]), 4));
    }

    [Fact]
    public void Weights_of_3_and_1_are_spread_out_smoothly() => Assert.Equal([0, 0, 1, 0, 0, 0, 1, 0], Draw(new SmoothRotation([3, 1]), 8));

    [Fact]
    public void Every_run_as_long_as_the_sum_of_the_weights_is_in_exact_proportion() =>
        Gen.Int[0, 255].Array[1, 5].Where(w => w.Sum() > 0).Sample(weights =>
        {
            var rotation = new SmoothRotation(weights);
            for (var run = 0; run < 2; run++)
            {
                var drawn = Draw(rotation, weights.Sum());
                Assert.Equal(weights, weights.Select((_, i) => drawn.Count(d => d == i)));
            }
        });

    [Fact]
    public void Random_draws_follow_the_weights_and_the_seed()
    {
        var drawn = Draw(new SeededRotation([3, 0, 1], new SeededChance(42)), 40_000);
        Assert.Equal(drawn, Draw(new SeededRotation([3, 0, 1], new SeededChance(42)), 40_000));
        Assert.NotEqual(drawn, Draw(new SeededRotation([3, 0, 1], new SeededChance(43)), 40_000));
        Assert.DoesNotContain(1, drawn);

        // 30,000 expected, standard deviation 87.
        Assert.InRange(drawn.Count(d => d == 0), 29_500, 30_500);
    }

    [Fact]
    public void A_weight_of_zero_is_never_answered_while_another_is_positive_and_healthy() =>
        Assert.Equal([5, 0], WeightedRouting.Shares([(5, true), (0, true)]));

    [Fact]
    public void All_weights_zero_are_answered_alike() => Assert.Equal([1, 1], WeightedRouting.Shares([(0, true), (0, true)]));

    [Fact]
    public void An_unhealthy_target_leaves_its_share_to_the_healthy_ones() =>
        Assert.Equal([0, 2, 3], WeightedRouting.Shares([(5, false), (2, true), (3, true)]));

    [Fact]
    public void Zero_weights_are_answered_when_all_positive_ones_are_unhealthy() =>
        Assert.Equal([0, 1, 0], WeightedRouting.Shares([(5, false), (0, true), (0, false)]));

    [Fact]
    public void All_unhealthy_are_treated_as_all_healthy() => Assert.Equal([3, 1, 0], WeightedRouting.Shares([(3, false), (1, false), (0, false)]));

    [Fact]
    public void All_unhealthy_with_weights_zero_are_answered_alike() => Assert.Equal([1, 1], WeightedRouting.Shares([(0, false), (0, false)]));

    [Fact]
    public void Something_is_always_answered_and_never_an_unhealthy_one_beside_a_healthy_one() =>
        Gen.Select(Gen.Int[0, 3], Gen.Bool).Array[1, 5].Sample(targets =>
        {
            var shares = WeightedRouting.Shares([.. targets]);
            Assert.Contains(shares, s => s > 0);
            if (targets.Any(t => t.Item2))
                Assert.All(targets.Zip(shares), t => Assert.True(t.Second == 0 || t.First.Item2));
        });

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public void The_primary_is_answered_unless_it_alone_is_unhealthy(bool primary, bool secondary, bool answersPrimary) =>
        Assert.Equal(answersPrimary, FailoverRouting.AnswersPrimary(primary, secondary));

    [Fact]
    public void A_secondary_without_a_check_is_always_healthy()
    {
        var state = RecordSetState.Initial(Sets.Failover(secondaryHasCheck: false), DateTimeOffset.UnixEpoch);
        Assert.Equal([1, 0], state.Shares());
        Assert.Equal([0, 1], Unhealthy(state, 0).Shares());
    }

    [Fact]
    public void An_offline_region_counts_as_weight_zero_and_as_unhealthy()
    {
        var weighted = RecordSetState.Initial(Sets.Weighted(1, 1), DateTimeOffset.UnixEpoch);
        Assert.Equal([0, 1], Offline(weighted, 0).Shares());
        Assert.Equal([1, 0], Unhealthy(Offline(weighted, 0), 1).Shares());
        var failover = RecordSetState.Initial(Sets.Failover(), DateTimeOffset.UnixEpoch);
        Assert.Equal([0, 1], Offline(failover, 0).Shares());
        Assert.Equal([1, 0], Offline(Offline(failover, 0), 1).Shares());
    }

    [Fact]
    public void A_manual_set_stays_where_it_is_though_its_target_is_unhealthy_and_offline()
    {
        var manual = RecordSetState.Initial(Sets.Manual(), DateTimeOffset.UnixEpoch);
        Assert.Equal([1, 0], Offline(Unhealthy(manual, 0), 0).Shares());
        Assert.Equal([0, 1], (manual with { Active = 1 }).Shares());
    }

    [Fact]
    public void A_question_for_a_type_that_is_not_there_takes_no_turn()
    {
        var set = new RecordSet(Sets.Weighted(1, 1), 0, DateTimeOffset.UnixEpoch);
        var drawn = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            Assert.Empty(set.Answer(DnsType.Aaaa));
            drawn.Add(((RecordData.Address)set.Answer(DnsType.A).Single()).Value.ToString());
        }

        Assert.Equal(["127.0.1.10", "127.0.2.10", "127.0.1.10", "127.0.2.10"], drawn);
    }

    private static List<int> Draw(IRotation rotation, int count) => [.. Enumerable.Range(0, count).Select(_ => rotation.Next())];

    private static RecordSetState Offline(RecordSetState state, int target) => state.With(target, t => t with { Offline = true });

    private static RecordSetState Unhealthy(RecordSetState state, int target) =>
        state.With(target, t => t with { Health = t.Health! with { Healthy = false } });
}
