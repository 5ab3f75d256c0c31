using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ActiveActive.Controller;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActiveActive.UnitTests.Controller;

/// <summary>The lab over HTTP: who may ask, what it answers, and that a run's faults end with its caller.</summary>
public sealed class LabControllerTests : IDisposable
{
    // Nothing here waits for a clock of the machine's: this long is never needed, and a test that hangs ends with its name.
    private const int DeadlineMilliseconds = 30_000;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLab _lab;

    public LabControllerTests() => _lab = new FakeLab(_time);

    private string Home => _folder.File("home");

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task The_state_file_is_the_owners_alone_and_goes_with_the_lab()
    {
        var stop = TestContext.Current.CancellationToken;
        var controller = await StartAsync(stop);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Home, "lab.json")));
        Assert.Equal(controller.State, LabStateFile.Read(Home));
        await Assert.ThrowsAsync<LabEnvironmentException>(() => StartAsync(stop));
        await controller.DisposeAsync();
        Assert.True(_lab.Disposed);
        Assert.False(LabStateFile.IsHeld(Home));
        Assert.Null(LabStateFile.Read(Home));
    }

    [Theory(Timeout = DeadlineMilliseconds)]
    [InlineData(null, null, null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("right", "evil.test", null, HttpStatusCode.BadRequest)]
    [InlineData("right", null, "http://evil.test", HttpStatusCode.BadRequest)]
    [InlineData("right", null, null, HttpStatusCode.OK)]
    public async Task Only_the_owner_of_the_token_on_the_labs_own_host_is_answered(string? token, string? host, string? origin, HttpStatusCode expected)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var controller = await StartAsync(stop);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, controller.State.Url + "/api/status");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token == "right" ? controller.State.Token : token);
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var response = await http.SendAsync(request, stop);
        Assert.Equal(expected, response.StatusCode);
        if (expected != HttpStatusCode.OK)
            Assert.NotEmpty((await response.Content.ReadFromJsonAsync<ErrorAnswer>(LabJson.Options, stop))!.Error);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task An_unusable_fault_is_refused_with_what_would_do()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var controller = await StartAsync(stop);
        using var client = new LabClient(controller.State);
        var refused = await Assert.ThrowsAsync<LabApiException>(() => client.FailAsync(new FaultRequest("r1/inbond"), stop));
        Assert.Contains("did you mean r1/inbound", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_run_that_is_refused_recovers_nothing_that_others_failed()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var controller = await StartAsync(new RefusingRunner(), stop);
        using var client = new LabClient(controller.State);
        await client.FailAsync(new FaultRequest("r1/core", "pause"), stop);
        var refused = await Assert.ThrowsAsync<LabApiException>(() => client.StartAsync(new RunRequest { Report = _folder.File("runs") }, stop));
        Assert.Contains("not in a steady state", refused.Message, StringComparison.Ordinal);
        Assert.Single((await client.StatusAsync(stop)).Faults);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task Down_is_answered_and_told_to_the_owner()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var controller = await StartAsync(stop);
        using var client = new LabClient(controller.State);
        Assert.False(controller.DownAsked.IsCompleted);
        await client.DownAsync(stop);
        await controller.DownAsked.WaitAsync(stop);
    }

    public void Dispose() => _folder.Dispose();

    private Task<LabController> StartAsync(CancellationToken stop) => StartAsync(new StepRunner(_lab), stop);

    private Task<LabController> StartAsync(IRunner runner, CancellationToken stop) => LabController.StartAsync(
        new ControllerOptions { StateFolder = Home, DataFolder = _folder.File("data"), Port = 0 }, _lab, _ => runner, new Progress<string>(), stop);

    private sealed class RefusingRunner : IRunner
    {
        public Task<RunResult> RunAsync(RunRequest request, IProgress<RunProgress> progress, CancellationToken cancellation) =>
            throw new LabEnvironmentException("the lab is not in a steady state: r1/core is failed");
    }
}
