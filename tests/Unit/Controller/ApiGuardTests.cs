using System.Net;
using System.Text.RegularExpressions;
using ActiveActive.Controller;
using Xunit;

namespace ActiveActive.UnitTests.Controller;

/// <summary>Nothing changes for who has no token, comes from a page of another origin, or names what is not this lab's.</summary>
public sealed partial class ApiGuardTests : IAsyncLifetime
{
    private const int DeadlineMilliseconds = 60_000;

    // Each would do something if it were let through.
    private static readonly Dictionary<string, string?> Bodies = new()
    {
        ["POST /api/faults"] = """{"target":"r1/core","kind":"kill"}""",
        ["POST /api/recover"] = """{"target":"all"}""",
        ["PUT /api/routing/weights"] = """{"r1":1,"r2":2}""",
        ["POST /api/aurora/switchover"] = """{"database":"inbound"}""",
        ["POST /api/aurora/failover"] = """{"database":"inbound","allowDataLoss":true}""",
        ["POST /api/runs"] = """{"scenario":"f5"}""",
    };

    private ApiLab _api = null!;

    /// <summary>What is wrong with a request, and what it is answered with.</summary>
    public static TheoryData<string, HttpStatusCode> Strangers() => new()
    {
        { "no token", HttpStatusCode.Unauthorized },
        { "wrong token", HttpStatusCode.Unauthorized },
        { "token of another scheme", HttpStatusCode.Unauthorized },
        { "foreign origin", HttpStatusCode.BadRequest },
        { "null origin", HttpStatusCode.BadRequest },
        { "foreign host", HttpStatusCode.BadRequest },
        { "cross-site", HttpStatusCode.BadRequest },
        { "same-site", HttpStatusCode.BadRequest },
    };

    [Theory(Timeout = DeadlineMilliseconds)]
    [MemberData(nameof(Strangers))]
    public async Task No_route_that_changes_anything_lets_a_stranger_in(string stranger, HttpStatusCode expected)
    {
        var stop = TestContext.Current.CancellationToken;
        var routes = await MutatingAsync(stop);
        Assert.True(routes.Count >= 10, $"only {routes.Count} routes change anything: {string.Join(", ", routes)}");
        foreach (var (method, path) in routes)
        {
            using var request = Request(method, path);
            Disguise(request, stranger);
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            using var response = await http.SendAsync(request, stop);
            Assert.True(response.StatusCode == expected, $"{method} {path} from {stranger} was answered with {response.StatusCode}");
            Assert.NotEmpty(await ApiLab.SentenceAsync(response, stop));
        }

        Untouched();
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task The_same_requests_are_let_in_with_the_token()
    {
        var stop = TestContext.Current.CancellationToken;
        using var fault = await _api.Http.SendAsync(Request("POST", "/api/faults"), stop);
        Assert.Equal(HttpStatusCode.OK, fault.StatusCode);
        using var request = Request("DELETE", "/api/faults/r1/core");
        request.Headers.Add("Origin", _api.Controller.State.Url);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var recovered = await _api.Http.SendAsync(request, stop);
        Assert.Equal(HttpStatusCode.OK, recovered.StatusCode);
        Assert.Equal(2, _api.Lab.Changes);
    }

    [Theory(Timeout = DeadlineMilliseconds)]
    [InlineData("other-project-web-1")]
    [InlineData("activeactive-r1-core")]
    [InlineData("4f66ad9a0b2e5c1f9c1e4b3a7d8c6f5e4d3c2b1a09f8e7d6c5b4a3928170654f")]
    [InlineData("r3/core")]
    [InlineData("/var/run/docker.sock")]
    public async Task What_is_not_a_target_of_this_lab_is_named_and_left_alone(string target)
    {
        var stop = TestContext.Current.CancellationToken;
        var body = $$"""{"target":"{{target}}"}""";
        foreach (var (method, path, with) in new[] { ("POST", "/api/faults", body), ("POST", "/api/recover", body), ("DELETE", "/api/faults/" + target.TrimStart('/'), null) })
        {
            using var response = await _api.SendAsync(method, path, with, stop);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains(target.TrimStart('/'), await ApiLab.SentenceAsync(response, stop), StringComparison.Ordinal);
        }

        Untouched();
    }

    public async ValueTask InitializeAsync() => _api = await ApiLab.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private async Task<List<(string Method, string Path)>> MutatingAsync(CancellationToken stop) =>
        [.. (await _api.DescriptionAsync(stop))["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (operation.Key.ToUpperInvariant(), path.Key)))
            .Where(route => route.Item1 != "GET")];

    private HttpRequestMessage Request(string method, string path)
    {
        var there = Parameter().Replace(path, m => m.Groups["name"].Value == "name" ? "mine.jsonl" : "r1-core");
        var request = new HttpRequestMessage(new HttpMethod(method), _api.Controller.State.Url + there);
        if (method is "POST" or "PUT")
            request.Content = new StringContent(Bodies.GetValueOrDefault($"{method} {path}") ?? "{}", System.Text.Encoding.UTF8, "application/json");
        return request;
    }

    private void Disguise(HttpRequestMessage request, string stranger)
    {
        var authorization = stranger switch
        {
            "no token" => null,
            "wrong token" => "Bearer " + new string('0', _api.Controller.State.Token.Length),
            "token of another scheme" => "Basic " + _api.Controller.State.Token,
            _ => "Bearer " + _api.Controller.State.Token,
        };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (stranger.EndsWith("origin", StringComparison.Ordinal))
            request.Headers.Add("Origin", stranger == "null origin" ? "null" : "http://evil.test");
        if (stranger == "foreign host")
            request.Headers.Host = "evil.test";
        if (stranger.EndsWith("-site", StringComparison.Ordinal))
            request.Headers.Add("Sec-Fetch-Site", stranger);
    }

    private void Untouched()
    {
        Assert.Equal(0, _api.Lab.Changes);
        Assert.Equal(0, _api.Runner.Runs);
        Assert.False(_api.Controller.DownAsked.IsCompleted);
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}")]
    private static partial Regex Parameter();
}
