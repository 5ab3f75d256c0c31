using System.Net;
using System.Text.RegularExpressions;
using ActiveActive.Controller;
using ActiveActive.Scenarios;
using Xunit;

namespace ActiveActive.UnitTests.Controller;

/// <summary>The page's files: open to whoever reaches this host by its own name, and nothing else comes with them.</summary>
public sealed partial class DashboardPageTests : IAsyncLifetime
{
    private const int DeadlineMilliseconds = 30_000;

    private ApiLab _api = null!;

    [Theory(Timeout = DeadlineMilliseconds)]
    [InlineData("/", "text/html")]
    [InlineData("/app.js", "text/javascript")]
    [InlineData("/app.css", "text/css")]
    [InlineData("/icon.svg", "image/svg+xml")]
    public async Task A_file_needs_no_token_and_lets_nothing_in_from_elsewhere(string path, string type)
    {
        var stop = TestContext.Current.CancellationToken;
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(_api.Controller.State.Url) };
        using var response = await http.GetAsync(path, stop);
        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.DoesNotContain(_api.Controller.State.Token, await response.Content.ReadAsStringAsync(stop), StringComparison.Ordinal);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        using var unchanged = await http.SendAsync(again, stop);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task The_page_has_no_script_or_style_of_its_own_and_asks_no_other_host()
    {
        var html = await _api.Http.GetStringAsync("/", TestContext.Current.CancellationToken);
        Assert.DoesNotMatch(Inline(), html);
        Assert.DoesNotContain("//", html.Replace("<!doctype html>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (Match asked in Asked().Matches(html))
            Assert.Contains(asked.Groups["path"].Value, (string[])["/icon.svg", "/app.css", "/app.js"]);
    }

    [Theory(Timeout = DeadlineMilliseconds)]
    [InlineData("GET", "/app.jsx", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/report.js", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/../lab.json", HttpStatusCode.Unauthorized)]
    public async Task Nothing_but_the_files_is_open(string method, string path, HttpStatusCode expected)
    {
        var stop = TestContext.Current.CancellationToken;
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var response = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), _api.Controller.State.Url + path), stop);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_name_of_somebody_elses_that_leads_here_gets_no_page()
    {
        var stop = TestContext.Current.CancellationToken;
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, _api.Controller.State.Url + "/");
        request.Headers.Host = "evil.test";
        using var response = await http.SendAsync(request, stop);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    public async ValueTask InitializeAsync() => _api = await ApiLab.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [GeneratedRegex(@"<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex("(src|href)=\"(?<path>[^\"]*)\"")]
    private static partial Regex Asked();
}
