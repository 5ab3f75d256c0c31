using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using ActiveActive.Controller;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.Records;
using Xunit;

namespace ActiveActive.UnitTests.Controller;

/// <summary>A run over HTTP: whose it is, who may read it, how it ends, and that nothing it failed outlives it.</summary>
public sealed class RunsApiTests : IAsyncLifetime
{
    private const int DeadlineMilliseconds = 30_000;

    private ApiLab _api = null!;

    private RunRequest Request => new() { Scenario = "f5", Seed = 7, Report = _api.Report };

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_detached_run_goes_on_by_itself_and_is_followed_from_its_first_step_to_its_result()
    {
        var stop = TestContext.Current.CancellationToken;
        var id = await _api.Client.DetachAsync(Request, stop);
        var running = await _api.Client.RunAsync(id, stop);
        Assert.Equal((RunState.Running, 7ul, "f5"), (running.State, running.Request!.Seed, running.Scenario));
        Assert.Equal(id, (await _api.Client.RunsAsync(10, stop)).Current!.Id);
        using var stream = await _api.Client.FollowAsync(id, stop);
        _api.Runner.LetGo();
        var events = new List<RunEvent>();
        await foreach (var e in stream.ReadAsync(stop))
            events.Add(e);
        Assert.Equal(["began", "failed r1/preprocess", "recovered r1/preprocess"], events.Select(e => e.Step).OfType<string>());
        Assert.Equal("r1/preprocess", Assert.Single(events, e => e.Status is not null).Status!.Faults.Single().Target);
        var ended = await _api.Client.RunAsync(id, stop);
        Assert.Equal(JsonSerializer.Serialize(events[^1].Result, LabJson.Options), JsonSerializer.Serialize(ended.Result, LabJson.Options));
        Assert.Equal((RunState.Ended, "Pass", 3), (ended.State, ended.Verdict, ended.Steps.Count));
        var list = await _api.Client.RunsAsync(10, stop);
        Assert.Null(list.Current);
        Assert.Equal(id, Assert.Single(list.Runs).Id);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task Events_are_numbered_and_read_on_after_the_last_that_was_seen()
    {
        var stop = TestContext.Current.CancellationToken;
        var id = await _api.Client.DetachAsync(Request, stop);
        _api.Runner.LetGo();
        var all = await EventsAsync(id, null, stop);
        Assert.Equal(["step", "status", "step", "step", "result"], all.Select(e => e.EventType));
        Assert.Equal(["1", "2", "3", "4", "5"], all.Select(e => e.EventId));
        Assert.Equal(["4", "5"], (await EventsAsync(id, "3", stop)).Select(e => e.EventId));
        Assert.Empty(await EventsAsync(id, "5", stop));
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_second_run_is_refused_and_names_the_first()
    {
        var stop = TestContext.Current.CancellationToken;
        var id = await _api.Client.DetachAsync(Request, stop);
        using var refused = await _api.SendAsync("POST", "/api/runs?detach=true", "{}", stop);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains(id, await ApiLab.SentenceAsync(refused, stop), StringComparison.Ordinal);
        await Assert.ThrowsAsync<LabApiException>(() => _api.Client.StartAsync(Request, stop));
        Assert.Equal(1, _api.Runner.Runs);
        Assert.Equal(RunState.Running, (await _api.Client.RunAsync(id, stop)).State);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task An_aborted_run_is_answered_for_when_all_is_recovered_and_says_what_was()
    {
        var stop = TestContext.Current.CancellationToken;
        using var run = await _api.Client.StartAsync(Request, stop);
        await using var events = run.ReadAsync(stop).GetAsyncEnumerator(stop);
        while (await events.MoveNextAsync() && events.Current.Step != "failed r1/preprocess")
        {
        }

        var aborted = await _api.Client.AbortAsync(run.Id, stop);
        Assert.Equal(RunState.Aborted, aborted.State);
        Assert.Equal(["r1/preprocess"], aborted.Recovered);
        Assert.Equal("the run was aborted; recovered r1/preprocess", aborted.Error);
        Assert.Empty((await _api.Client.StatusAsync(stop)).Faults);
        var told = await Assert.ThrowsAsync<LabApiException>(async () =>
        {
            while (await events.MoveNextAsync())
            {
            }
        });
        Assert.Equal(aborted.Error, told.Message);
        // Aborted twice is aborted; and the lab takes the next run at once.
        Assert.Equal(aborted.Recovered, (await _api.Client.AbortAsync(run.Id, stop)).Recovered);
        Assert.NotEqual(run.Id, await _api.Client.DetachAsync(Request, stop));
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task To_hang_up_aborts_the_callers_own_run_and_leaves_a_detached_one_alone()
    {
        var stop = TestContext.Current.CancellationToken;
        var healed = _api.Lab.NextRecovery;
        var own = await _api.Client.StartAsync(Request, stop);
        own.Dispose();
        await healed.WaitAsync(stop);
        Assert.Equal(RunState.Aborted, (await _api.Client.AbortAsync(own.Id, stop)).State);

        var id = await _api.Client.DetachAsync(Request, stop);
        using (var reader = await _api.Client.FollowAsync(id, stop))
        {
            await using var events = reader.ReadAsync(stop).GetAsyncEnumerator(stop);
            Assert.True(await events.MoveNextAsync());
        }

        Assert.Equal(RunState.Running, (await _api.Client.RunAsync(id, stop)).State);
        _api.Runner.LetGo();
        Assert.Equal("result", (await EventsAsync(id, null, stop))[^1].EventType);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_run_that_has_ended_cannot_be_aborted()
    {
        var stop = TestContext.Current.CancellationToken;
        _api.Runner.LetGo();
        var id = await _api.Client.DetachAsync(Request, stop);
        await EventsAsync(id, null, stop);
        using var refused = await _api.SendAsync("DELETE", "/api/runs/" + id, null, stop);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("has ended already", await ApiLab.SentenceAsync(refused, stop), StringComparison.Ordinal);
        Assert.Equal(RunState.Ended, (await _api.Client.RunAsync(id, stop)).State);
    }

    [Theory(Timeout = DeadlineMilliseconds)]
    [InlineData("")]
    [InlineData("?detach=true")]
    public async Task A_request_that_cannot_be_run_is_no_run(string query)
    {
        var stop = TestContext.Current.CancellationToken;
        _api.Runner.Refusal = new UnusableInputException("--batches 1: f5 needs at least 2");
        using var refused = await _api.SendAsync("POST", "/api/runs" + query, "{}", stop);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("at least 2", await ApiLab.SentenceAsync(refused, stop), StringComparison.Ordinal);
        var list = await _api.Client.RunsAsync(10, stop);
        Assert.Null(list.Current);
        Assert.Empty(list.Runs);
        // What the lab says of itself is no mistake of the caller's.
        _api.Runner.Refusal = new LabEnvironmentException("the lab is not in a steady state");
        using var unsteady = await _api.SendAsync("POST", "/api/runs" + query, "{}", stop);
        Assert.Equal(HttpStatusCode.Conflict, unsteady.StatusCode);
    }

    [Theory(Timeout = DeadlineMilliseconds)]
    [InlineData("""{"scenario":"nonsense"}""", "'nonsense'")]
    [InlineData("""{"report":""}""", "report folder")]
    [InlineData("""{"report":"/etc/passwd"}""", "/etc/passwd")]
    [InlineData("""{"id":"../../etc"}""", "'id'")]
    [InlineData("""{"scenario":null}""", "scenario")]
    public async Task A_request_that_makes_no_sense_is_refused_before_the_runner_hears_of_it(string body, string named)
    {
        var stop = TestContext.Current.CancellationToken;
        using var refused = await _api.SendAsync("POST", "/api/runs", body, stop);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(named, await ApiLab.SentenceAsync(refused, stop), StringComparison.Ordinal);
        Assert.Equal(0, _api.Runner.Runs);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_run_of_an_earlier_lab_is_found_by_its_folder()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateDirectory(Path.Combine(_api.Report, "f5-20260102-030405-9")).FullName;
        File.WriteAllText(Path.Combine(folder, "run.json"), """
            {"scenario":"f5","engine":"processes","seed":9,"startedAt":"2026-01-02T03:04:05Z","seconds":12.5,"deadlineSeconds":60,"plan":[],"components":[],"missing":[]}
            """);
        File.WriteAllText(Path.Combine(folder, "verdict.json"), """{"outcome":"Stuck"}""");
        _api.Runner.LetGo();
        var id = await _api.Client.DetachAsync(Request, stop);
        await EventsAsync(id, null, stop);
        var list = (await _api.Client.RunsAsync(10, stop)).Runs;
        var archived = Assert.Single(list, run => run.Id != id);
        Assert.Equal(
            ("f5-20260102-030405-9", RunState.Ended, "Stuck", 12.5, folder), (archived.Id, archived.State, archived.Verdict, archived.Seconds, archived.Folder));
        // The fake runner's clock starts in the year 2000.
        Assert.Equal([archived.Id, id], list.Select(run => run.Id));
        Assert.Single((await _api.Client.RunsAsync(1, stop)).Runs);
        Assert.Equal("""{"outcome":"Stuck"}""", await _api.Http.GetStringAsync($"/api/runs/{archived.Id}/verdict", stop));
        Assert.Equal("Stuck", (await _api.Client.RunAsync(archived.Id, stop)).Result!.Verdict);
        var into = Path.Combine(_api.Report, "..", "fetched");
        Assert.True(File.Exists(Path.Combine(await _api.Client.FetchRunAsync(archived.Id, into, stop), "run.json")));
        using var silent = await _api.SendAsync("GET", $"/api/runs/{archived.Id}/events", null, stop);
        Assert.Equal(HttpStatusCode.NotFound, silent.StatusCode);
        Assert.Contains("not kept", await ApiLab.SentenceAsync(silent, stop), StringComparison.Ordinal);
    }

    [Theory(Timeout = DeadlineMilliseconds)]
    [InlineData("GET", "/api/runs/f5-1")]
    [InlineData("GET", "/api/runs/..%2F..%2Fhome")]
    [InlineData("GET", "/api/runs/home/archive")]
    [InlineData("GET", "/api/runs/f5-1/verdict")]
    [InlineData("GET", "/api/runs/f5-1/events")]
    [InlineData("DELETE", "/api/runs/f5-1")]
    public async Task A_run_that_is_not_there_is_not_found(string method, string path)
    {
        var stop = TestContext.Current.CancellationToken;
        using var response = await _api.SendAsync(method, path, null, stop);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("there is no run", await ApiLab.SentenceAsync(response, stop), StringComparison.Ordinal);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task The_end_of_the_lab_ends_a_detached_run_and_heals_it()
    {
        var stop = TestContext.Current.CancellationToken;
        var id = await _api.Client.DetachAsync(Request, stop);
        using var stream = await _api.Client.FollowAsync(id, stop);
        var end = _api.Controller.DisposeAsync();
        var told = await Assert.ThrowsAsync<LabApiException>(async () =>
        {
            await foreach (var _ in stream.ReadAsync(stop))
            {
            }
        });
        await end;
        Assert.Equal("the lab was told to end during the run; recovered r1/preprocess", told.Message);
        Assert.True(_api.Lab.Disposed);
    }

    public async ValueTask InitializeAsync() => _api = await ApiLab.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private async Task<List<SseItem<string>>> EventsAsync(string id, string? after, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{id}/events");
        if (after is not null)
            request.Headers.Add("Last-Event-ID", after);
        using var response = await _api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        var events = new List<SseItem<string>>();
        await foreach (var e in SseParser.Create(await response.Content.ReadAsStreamAsync(stop)).EnumerateAsync(stop))
            events.Add(e);
        return events;
    }
}
