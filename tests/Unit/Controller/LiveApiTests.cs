using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using ActiveActive.Contracts.History;
using ActiveActive.Controller;
using ActiveActive.Hosting.History;
using Xunit;

namespace ActiveActive.UnitTests.Controller;

/// <summary>What a page is shown: the lab as it is, what happens to records, and what a record or a component went through.</summary>
public sealed class LiveApiTests : IAsyncLifetime
{
    private const int DeadlineMilliseconds = 30_000;
    private const string Hostile = "<img src=x onerror=alert(1)>\"&'";

    private ApiLab _api = null!;

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task Who_watches_is_told_the_past_then_the_status_then_what_happens_to_records()
    {
        var stop = TestContext.Current.CancellationToken;
        using var worker = History("r1/core");
        using var response = await _api.Http.GetAsync("/api/live", HttpCompletionOption.ResponseHeadersRead, stop);
        await using var events = EventsOf(response, stop).GetAsyncEnumerator(stop);
        Assert.NotNull((await NextAsync(events)).Past);
        var status = (await NextAsync(events)).Status!;
        Assert.Equal(("FailedDependency", 7L), (status.Lab.Components[0].State, status.Lab.Delivered));
        Assert.Equal(0L, status.Published);
        worker.Write(
            new HistoryEvent(HistoryEvents.Received) { Record = Hostile, Batch = 1, Queue = "preprocess-core" },
            new HistoryEvent(HistoryEvents.Accepted) { Record = Hostile, Batch = 1, Queue = "core-postprocess" });
        LiveEvent next;
        do
            next = await NextAsync(events);
        while (next.Moves is null);
        Assert.Equal([(Hostile, "received", "r1/preprocess-core"), (Hostile, "accepted", "r1/core-postprocess")], next.Moves.Select(m => (m.Record, m.What, m.Queue!)));
        do
            next = await NextAsync(events);
        while (next.Status?.OldestSeconds.GetValueOrDefault("r1/core-postprocess") is not > 0);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_second_watcher_sees_what_the_first_one_saw_as_the_past()
    {
        var stop = TestContext.Current.CancellationToken;
        using var first = await _api.Http.GetAsync("/api/live", HttpCompletionOption.ResponseHeadersRead, stop);
        await using var seen = EventsOf(first, stop).GetAsyncEnumerator(stop);
        while ((await NextAsync(seen)).Status is null)
        {
        }

        using var second = await _api.Http.GetAsync("/api/live", HttpCompletionOption.ResponseHeadersRead, stop);
        await using var events = EventsOf(second, stop).GetAsyncEnumerator(stop);
        var past = (await NextAsync(events)).Past!;
        Assert.NotEmpty(past);
        // One of its queues does not answer: how many wait in all is not known.
        Assert.Equal((7L, null, 0), (past[0].Delivered, past[0].Waiting, past[0].Faults));
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_records_history_is_all_that_was_written_of_it_by_anybody_whatever_its_id()
    {
        var stop = TestContext.Current.CancellationToken;
        using (var source = History("record-source"))
        using (var worker = History("r1/core"))
        {
            source.Write(new HistoryEvent(HistoryEvents.Acknowledged) { Record = Hostile, Region = "127.0.1.10", Queue = "inbound" });
            _api.Time.Advance(TimeSpan.FromSeconds(1));
            worker.Write(
                new HistoryEvent(HistoryEvents.Stored) { Record = Hostile, Store = "core" },
                new HistoryEvent(HistoryEvents.Stored) { Record = Hostile + "2", Store = "core" });
        }

        var answer = await ReadAsync<HistoryAnswer>($"/api/history/record?id={Uri.EscapeDataString(Hostile)}", stop);
        Assert.Equal(["acknowledged", "stored"], answer.Events.Select(e => e.Event));
        Assert.All(answer.Events, e => Assert.Equal(Hostile, e.Record));
        using var unknown = await _api.Http.GetAsync("/api/history/record?id=nobody", stop);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("nobody", await ApiLab.SentenceAsync(unknown, stop), StringComparison.Ordinal);
    }

    [Theory(Timeout = DeadlineMilliseconds)]
    [InlineData("run=..%2F..%2Fetc")]
    [InlineData("run=f5-20260101-000000-1")]
    public async Task A_run_that_is_not_here_is_not_looked_for_elsewhere(string run)
    {
        var stop = TestContext.Current.CancellationToken;
        using var answer = await _api.Http.GetAsync($"/api/history/record?id=a&{run}", stop);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_components_history_is_its_own_and_what_was_done_to_it_and_not_all_that_it_served()
    {
        var stop = TestContext.Current.CancellationToken;
        using (var lab = History("lab"))
        using (var aws = History("r1/aws"))
        {
            aws.Write(new HistoryEvent(HistoryEvents.State) { State = "ProcessRecords" }, new HistoryEvent(HistoryEvents.Served) { Operation = "SendMessage" });
            _api.Time.Advance(TimeSpan.FromSeconds(1));
            lab.Write(
                new HistoryEvent(HistoryEvents.FaultEffective) { Target = "r1/aws", Kind = "pause", By = "hand" },
                new HistoryEvent(HistoryEvents.FaultEffective) { Target = "r2/aws", Kind = "pause", By = "hand" });
        }

        var answer = await ReadAsync<HistoryAnswer>("/api/history/component?name=r1/aws", stop);
        Assert.Equal(["state", "fault-effective"], answer.Events.Select(e => e.Event));
        var last = await ReadAsync<HistoryAnswer>("/api/history/component?name=r1/aws&limit=1", stop);
        Assert.Equal("fault-effective", Assert.Single(last.Events).Event);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_databases_history_is_what_was_done_to_it_and_its_instance_and_what_its_stage_wrote()
    {
        using (var lab = History("lab"))
        using (var stage = History("r1/inbound"))
        using (var other = History("r2/inbound"))
        {
            lab.Write(
                new HistoryEvent(HistoryEvents.FaultEffective) { Target = "r1/inbound-database", Kind = "refuse", By = "hand" },
                new HistoryEvent(HistoryEvents.FaultEffective) { Target = "r1/preprocess-database", Kind = "refuse", By = "hand" },
                new HistoryEvent(HistoryEvents.FaultEffective) { Target = "r1/aurora-ingress", Kind = "kill", By = "hand" },
                new HistoryEvent(HistoryEvents.FaultEffective) { Target = "r1/aurora-egress", Kind = "kill", By = "hand" });
            _api.Time.Advance(TimeSpan.FromSeconds(1));
            stage.Write(new HistoryEvent(HistoryEvents.Stored) { Record = "a" });
            other.Write(new HistoryEvent(HistoryEvents.Stored) { Record = "b" });
        }

        var answer = await ReadAsync<HistoryAnswer>("/api/history/component?name=r1/inbound-database", TestContext.Current.CancellationToken);
        Assert.Equal(["r1/inbound-database", "r1/aurora-ingress", "a"], answer.Events.Select(e => e.Target ?? e.Record));
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task The_catalogue_names_every_target_with_what_fits_it()
    {
        var catalogue = await ReadAsync<Catalogue>("/api/catalogue", TestContext.Current.CancellationToken);
        Assert.Equal(ActiveActive.Faults.Target.All.Select(t => t.Name), catalogue.Targets.Select(t => t.Name));
        Assert.Equal(["refuse", "hang", "slow"], catalogue.Targets.Single(t => t.Name == "r1/inbound-queue").Kinds);
        Assert.Equal("r1/aws", catalogue.Targets.Single(t => t.Name == "r1/inbound-queue").Host);
        Assert.Contains(catalogue.Scenarios, s => s is { Name: "f5", Description.Length: > 0 });
        Assert.Equal(9, catalogue.Invariants.Count);
    }

    public async ValueTask InitializeAsync() => _api = await ApiLab.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private JsonLinesHistory History(string component) => new(Path.Combine(_api.Histories, component.Replace('/', '-') + ".jsonl"), component, _api.Time);

    private async Task<T> ReadAsync<T>(string path, CancellationToken stop) =>
        JsonSerializer.Deserialize<T>(await _api.Http.GetStringAsync(path, stop), LabJson.Options)!;

    private static async IAsyncEnumerable<LiveEvent> EventsOf(HttpResponseMessage response, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        await foreach (var item in SseParser.Create(body, (_, data) => JsonSerializer.Deserialize<LiveEvent>(data, LabJson.Options)!).EnumerateAsync(stop))
            yield return item.Data;
    }

    /// <summary>Lets the lab's time pass until there is another event; xunit's own deadline ends a wait that has none.</summary>
    private async Task<LiveEvent> NextAsync(IAsyncEnumerator<LiveEvent> events)
    {
        var next = events.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            _api.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.True(await next);
        return events.Current;
    }
}
