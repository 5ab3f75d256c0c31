using System.Text.Json;
using ActiveActive.Contracts;
using ActiveActive.Scenarios.Records;
using Xunit;
using Record = ActiveActive.Contracts.Record;

namespace ActiveActive.UnitTests.Records;

public sealed class RecordInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_batches_of_a_file_hold_its_records_in_order_and_byte_for_byte()
    {
        var path = Path.Combine(RepositoryRoot.Path, "samples", "payments.jsonl");
        var records = await All(await RecordInput.FromFileAsync(path, 4));
        Assert.Equal(await File.ReadAllLinesAsync(path), records.Select(r => r.Body));
        Assert.Equal([(1, 8), (2, 8), (3, 7), (4, 7)], records.CountBy(r => r.Batch).Select(b => (b.Key, b.Value)));
        Assert.Equal(Enumerable.Range(1, 30).Select(n => $"pay-{n:0000}"), records.Select(r => r.Id));
    }

    [Fact]
    public async Task Random_records_are_the_seeds_own_can_travel_and_differ()
    {
        var records = await All(RecordInput.Random("run-a", 7, 3, 100));
        Assert.Equal(records, await All(RecordInput.Random("run-a", 7, 3, 100)));
        Assert.Equal(300, records.Select(r => r.Id).Distinct().Count());
        Assert.All(records, r => Assert.Null(RecordLimits.Reject(r.Id, r.Body)));
        Assert.All(records, r => Assert.Equal(r.Id, JsonDocument.Parse(r.Body).RootElement.GetProperty("id").GetString()));
        Assert.All(records, r => Assert.StartsWith($"run-a-b{r.Batch}-", r.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_run_of_the_same_seed_has_the_same_payments_under_other_ids()
    {
        var first = await All(RecordInput.Random("run-a", 7, 1, 50));
        var second = await All(RecordInput.Random("run-b", 7, 1, 50));
        Assert.Empty(first.Select(r => r.Id).Intersect(second.Select(r => r.Id)));
        Assert.Equal(first.Select(r => r.Body.Replace("run-a", "run-b", StringComparison.Ordinal)), second.Select(r => r.Body));
        Assert.NotEqual(first.Select(r => r.Body), (await All(RecordInput.Random("run-a", 8, 1, 50))).Select(r => r.Body));
    }

    [Theory]
    [InlineData(RecordFormat.JsonLines, "g.jsonl")]
    [InlineData(RecordFormat.Csv, "g.csv")]
    public async Task What_the_generator_writes_is_a_good_file_and_the_same_for_a_seed(RecordFormat format, string name)
    {
        var text = await Generated(2000, 3, format);
        var summary = await RecordFile.ValidateAsync(_folder.Write(name, text));
        Assert.Equal((2000, 0), (summary.Count, summary.GeneratedIds));
        Assert.Equal(text, await Generated(2000, 3, format));
        Assert.NotEqual(text, await Generated(2000, 4, format));
        Assert.StartsWith(await Generated(1500, 3, format), text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RecordFormat.JsonLines, "payments.jsonl")]
    [InlineData(RecordFormat.Csv, "payments.csv")]
    public async Task The_samples_are_what_the_generator_writes_for_seed_1(RecordFormat format, string name) =>
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "samples", name)), await Generated(30, 1, format));

    private static async Task<string> Generated(long count, ulong seed, RecordFormat format)
    {
        await using var text = new StringWriter();
        await PaymentGenerator.WriteAsync(text, count, seed, format);
        return text.ToString();
    }

    private static async Task<List<Record>> All(RecordInput input)
    {
        var records = new List<Record>();
        foreach (var slice in input.Plan.Slices)
        {
            await foreach (var record in input.ReadAsync(slice.Batch))
                records.Add(record);
        }

        return records;
    }
}
