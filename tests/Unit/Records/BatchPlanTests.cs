using ActiveActive.Scenarios.Records;
using Xunit;

namespace ActiveActive.UnitTests.Records;

public sealed class BatchPlanTests
{
    [Theory]
    [InlineData(30, 3, "10 10 10")]
    [InlineData(31, 3, "11 10 10")]
    [InlineData(32, 3, "11 11 10")]
    [InlineData(3, 3, "1 1 1")]
    [InlineData(5, 1, "5")]
    public void A_files_records_are_split_evenly_with_the_larger_batches_first_and_without_gaps(long records, int batches, string sizes)
    {
        var plan = BatchPlan.Of(File(records), batches);
        Assert.Equal(sizes, string.Join(' ', plan.Slices.Select(s => s.Count)));
        Assert.Equal(Enumerable.Range(1, batches), plan.Slices.Select(s => s.Batch));
        Assert.Equal(records, plan.Total);
        Assert.Equal(0, plan.Slices[0].From);
        Assert.All(plan.Slices.Zip(plan.Slices.Skip(1)), pair => Assert.Equal(pair.First.From + pair.First.Count, pair.Second.From));
    }

    [Fact]
    public void Fewer_records_than_batches_are_refused_with_what_to_do()
    {
        var wrong = Assert.Throws<UnusableInputException>(() => BatchPlan.Of(File(2), 3));
        Assert.Equal("r.jsonl: it holds 2 records, too few for 3 batches; add records, or run with --batches 2", wrong.Message);
    }

    [Fact]
    public void Random_batches_have_one_size()
    {
        Assert.Equal([10L, 10, 10], BatchPlan.Even(3, 10).Slices.Select(s => s.Count));
        Assert.Throws<UnusableInputException>(() => BatchPlan.Even(0, 10));
        Assert.Throws<UnusableInputException>(() => BatchPlan.Even(3, 0));
        Assert.Throws<UnusableInputException>(() => BatchPlan.Of(File(30), -1));
    }

    private static RecordFileSummary File(long count) => new("r.jsonl", RecordFormat.JsonLines, count, 0, 1, 1);

    [Fact]
    public void At_a_pace_all_batches_have_one_size_but_the_last()
    {
        var plan = BatchPlan.Paced(75, 10);
        Assert.Equal((8, 75L), (plan.Slices.Count, plan.Total));
        Assert.Equal(new BatchSlice(8, 70, 5), plan.Slices[^1]);
        Assert.All(plan.Slices.SkipLast(1), s => Assert.Equal((10L, (s.Batch - 1) * 10L), (s.Count, s.From)));
        Assert.Contains("at least 1", Assert.Throws<UnusableInputException>(() => BatchPlan.Paced(0, 10)).Message, StringComparison.Ordinal);
        Assert.Contains("--batch-size 0", Assert.Throws<UnusableInputException>(() => BatchPlan.Paced(5, 0)).Message, StringComparison.Ordinal);
    }
}
