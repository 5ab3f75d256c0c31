using System.Net;
using System.Text.Json.Nodes;
using ActiveActive.Controller;
using Xunit;

namespace ActiveActive.UnitTests.Controller;

/// <summary>What is sent and cannot be understood is answered with a sentence, never with an empty body, and leaves nothing behind.</summary>
public sealed class ApiBodiesTests : IAsyncLifetime
{
    private const int DeadlineMilliseconds = 30_000;

    private ApiLab _api = null!;

    [Theory(Timeout = DeadlineMilliseconds)]
    [InlineData("/api/faults", """{"target":"r1/core","knid":"kill"}""", 400, "'knid'")]
    [InlineData("/api/faults", """{"target":"r1/core","seconds":0}""", 400, "more than 0")]
    [InlineData("/api/faults", """{"target":"r1/core","seconds":-1}""", 400, "more than 0")]
    [InlineData("/api/faults", """{"target":"r1/core","seconds":86400.001}""", 400, "at most 86400")]
    [InlineData("/api/faults", """{"target":"r1/core","seconds":1e400}""", 400, "")]
    [InlineData("/api/faults", """{"target":"r1/core","seconds":"30"}""", 400, "seconds")]
    [InlineData("/api/faults", """{"target":"r1/core","kind":"explode"}""", 400, "'explode'")]
    [InlineData("/api/faults", """{"target":"r1/inbond"}""", 400, "did you mean r1/inbound")]
    [InlineData("/api/faults", """{}""", 400, "no target")]
    [InlineData("/api/faults", """{"target":""", 400, "cannot be read")]
    [InlineData("/api/faults", "null", 400, "cannot be read")]
    [InlineData("/api/faults", "", 400, "cannot be read")]
    [InlineData("/api/faults", "[]", 400, "cannot be read")]
    [InlineData("/api/recover", """{"target":"r1/core"}""", 409, "r1/core is not failed")]
    [InlineData("/api/recover", """{"target":null}""", 400, "no target")]
    [InlineData("/api/recover", null, 400, "no body")]
    [InlineData("/api/faults", null, 400, "no body")]
    [InlineData("/api/runs", null, 400, "no body")]
    [InlineData("/api/runs", """{"batchsize":"many"}""", 400, "batchsize")]
    [InlineData("/api/runs", """{"batches":99999999999}""", 400, "batches")]
    [InlineData("/api/runs", """{"seed":-1}""", 400, "seed")]
    [InlineData("/api/runs?detach=perhaps", """{}""", 400, "detach")]
    [InlineData("/api/nonsense", """{}""", 404, "/api/nonsense")]
    [InlineData("/nonsense.html", """{}""", 404, "/nonsense.html")]
    [InlineData("/api/status", """{}""", 405, "POST")]
    [InlineData("/api/records/..%2Fpasswd", "x", 400, "no name for a file")]
    public async Task A_body_that_makes_no_sense_is_refused_with_a_sentence(string path, string? body, int status, string named)
    {
        var stop = TestContext.Current.CancellationToken;
        using var response = await _api.SendAsync("POST", path, body, stop);
        var sentence = await ApiLab.SentenceAsync(response, stop);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {sentence}");
        Assert.Contains(named, sentence, StringComparison.OrdinalIgnoreCase);
        Assert.All(["ActiveActive.", "parameter", "Implicit", "bind", "wanted"], word => Assert.DoesNotContain(word, sentence, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(0, _api.Runner.Runs);
        Assert.Empty((await _api.Client.StatusAsync(stop)).Faults);
    }

    [Theory(Timeout = DeadlineMilliseconds)]
    [InlineData("/api/faults")]
    [InlineData("/api/recover")]
    [InlineData("/api/runs")]
    public async Task A_body_of_10_MiB_is_too_large(string path)
    {
        var stop = TestContext.Current.CancellationToken;
        using var response = await _api.SendAsync("POST", path, $$"""{"target":"{{new string('x', 10 << 20)}}"}""", stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("64 KiB", await ApiLab.SentenceAsync(response, stop), StringComparison.Ordinal);
        Assert.Equal(0, _api.Lab.Changes);
    }

    [Theory(Timeout = DeadlineMilliseconds)]
    [InlineData("/api/faults")]
    [InlineData("/api/recover")]
    [InlineData("/api/runs")]
    public async Task A_body_of_another_type_is_named(string path)
    {
        var stop = TestContext.Current.CancellationToken;
        using var response = await _api.SendAsync("POST", path, """{"target":"r1/core"}""", stop, "text/plain");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("application/json", await ApiLab.SentenceAsync(response, stop), StringComparison.Ordinal);
        Assert.Equal(0, _api.Lab.Changes);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task Only_what_is_failed_is_recovered_and_all_may_be_nothing()
    {
        var stop = TestContext.Current.CancellationToken;
        using var refused = await _api.SendAsync("DELETE", "/api/faults/r1-core", null, stop);
        Assert.Equal((HttpStatusCode.Conflict, "r1/core is not failed"), (refused.StatusCode, await ApiLab.SentenceAsync(refused, stop)));
        Assert.Empty(await _api.Client.RecoverAsync("all", stop));
        await _api.Client.FailAsync(new FaultRequest("r1/core", "kill", 86_400), stop);
        using var recovered = await _api.SendAsync("DELETE", "/api/faults/r1/core", null, stop);
        Assert.Equal("""{"recovered":["r1/core"]}""", await recovered.Content.ReadAsStringAsync(stop));
        // A client that escapes the slash of a name means the same.
        await _api.Client.FailAsync(new FaultRequest("r1/core", "kill", 86_400), stop);
        using var escaped = await _api.SendAsync("DELETE", "/api/faults/r1%2Fcore", null, stop);
        Assert.Equal("""{"recovered":["r1/core"]}""", await escaped.Content.ReadAsStringAsync(stop));
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task The_lab_is_told_of_by_component_queue_stage_and_store()
    {
        var stop = TestContext.Current.CancellationToken;
        await _api.Client.FailAsync(new FaultRequest("r1/core-database", "refuse"), stop);
        await _api.Client.FailAsync(new FaultRequest("r2/core-replication"), stop);
        Assert.Equal("r1/core-database", (await GetAsync("/api/faults"))[0]!["target"]!.GetValue<string>());
        foreach (var name in new[] { "r1/core", "r1-core", "r1%2fcore" })
            Assert.Equal("its table does not answer", Assert.Single((await GetAsync("/api/components/" + name))["reasons"]!.AsArray())!.GetValue<string>());
        // The table lives on the emulator, and that is why the emulator is not well.
        Assert.Contains("refuse r1/core-database by hand", (await GetAsync("/api/components"))[1]!["reasons"]!.ToJsonString(), StringComparison.Ordinal);
        using var queue = await _api.SendAsync("GET", "/api/components/r1/core-database", null, stop);
        Assert.Equal(HttpStatusCode.NotFound, queue.StatusCode);
        Assert.Contains("lives on r1/aws", await ApiLab.SentenceAsync(queue, stop), StringComparison.Ordinal);
        using var unknown = await _api.SendAsync("GET", "/api/components/r1/cores", null, stop);
        Assert.Contains("did you mean r1/core", await ApiLab.SentenceAsync(unknown, stop), StringComparison.Ordinal);
        var queues = await GetAsync("/api/queues");
        Assert.Equal((6, 4), (queues[0]!["depth"]!.GetValue<int>(), queues[0]!["dead"]!.GetValue<int>()));
        Assert.Null(queues[1]!["depth"]);
        var core = (await GetAsync("/api/stages")).AsArray().Single(s => s!["stage"]!.GetValue<string>() == "core")!["regions"]!;
        Assert.Equal((6, 30, "FailedDependency"), (core["r1"]!["waiting"]!.GetValue<int>(), core["r1"]!["rows"]!.GetValue<int>(), core["r1"]!["state"]!.GetValue<string>()));
        Assert.Null(core["r2"]!["waiting"]);
        _api.Lab.Replication = [new("core", "r2", 2, null, 1.5, true, null), new("inbound", "r1", null, null, null, null, "r1/aurora-ingress did not answer")];
        var replication = (await GetAsync("/api/replication")).AsArray();
        Assert.Equal(
            (2, 1.5, true),
            (replication[0]!["rowsBehind"]!.GetValue<int>(), replication[0]!["secondsBehind"]!.GetValue<double>(), replication[0]!["paused"]!.GetValue<bool>()));
        // What did not answer is not taken for zero.
        Assert.Null(replication[1]!["rowsBehind"]);

        async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _api.Http.GetStringAsync(path, stop))!;
    }

    public async ValueTask InitializeAsync() => _api = await ApiLab.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _api.DisposeAsync();
}
