using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace ActiveActive.UnitTests.Controller;

/// <summary>The OpenAPI description and the README tell of the routes that there are, of all of them, and of no others.</summary>
public sealed partial class ApiDescriptionTests : IAsyncLifetime
{
    private const int DeadlineMilliseconds = 30_000;
    private const string Itself = "GET /api/openapi.json";

    private ApiLab _api = null!;

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task Every_route_is_described_and_nothing_else()
    {
        var stop = TestContext.Current.CancellationToken;
        var mapped = _api.Controller.Routes.OfType<RouteEndpoint>()
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {Plain(route.RoutePattern.RawText!)}"))
            .Where(route => route != Itself);
        Assert.Equal(mapped.Order(StringComparer.Ordinal), Described(await _api.DescriptionAsync(stop)).Select(o => o.Route).Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task Every_description_has_a_summary_an_answer_its_errors_and_the_token()
    {
        var stop = TestContext.Current.CancellationToken;
        var description = await _api.DescriptionAsync(stop);
        Assert.Equal("http", description["components"]!["securitySchemes"]!["bearer"]!["type"]!.GetValue<string>());
        Assert.All(Described(description), operation =>
        {
            var (route, described) = operation;
            Assert.False(string.IsNullOrEmpty(described["summary"]?.GetValue<string>()), $"{route} has no summary");
            var answers = described["responses"]!.AsObject();
            var good = answers.Where(a => a.Key.StartsWith('2')).ToList();
            Assert.True(good.Count > 0, $"{route} has no answer");
            Assert.True(route == "POST /api/down" || good.Any(a => a.Value!["content"] is JsonObject { Count: > 0 }), $"{route} does not say what it answers with");
            if (route == "GET /health")
                return;
            Assert.True(described["security"]?[0]?["bearer"] is not null, $"{route} does not ask for the token");
            foreach (var status in new[] { "400", "401", "500" })
                Assert.EndsWith("/ErrorAnswer", answers[status]?["content"]?["application/json"]?["schema"]?["$ref"]?.GetValue<string>() ?? $"{route} says nothing of {status}", StringComparison.Ordinal);
        });
        Assert.All(
            (string[])["POST /api/faults", "POST /api/recover", "POST /api/runs"],
            route => Assert.NotNull(Described(description).Single(o => o.Route == route).Operation["requestBody"]?["content"]?["application/json"]?["schema"]));
        Assert.All(
            (string[])["POST /api/runs", "GET /api/runs/{run}/events"],
            route => Assert.NotNull(Described(description).Single(o => o.Route == route).Operation["responses"]!["200"]!["content"]!["text/event-stream"]));
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task The_README_lists_every_route_and_no_other()
    {
        var stop = TestContext.Current.CancellationToken;
        var listed = Row().Matches(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "chaos", "Controller", "README.md"), stop))
            .Select(row => row.Groups["route"].Value);
        var described = Described(await _api.DescriptionAsync(stop)).Select(o => o.Route).Append(Itself);
        Assert.Equal(described.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    public async ValueTask InitializeAsync() => _api = await ApiLab.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private static IEnumerable<(string Route, JsonObject Operation)> Described(JsonObject description) => description["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(operation => ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!.AsObject())));

    private static string Plain(string pattern) => "/" + pattern.Replace("**", "", StringComparison.Ordinal).Trim('/');

    [GeneratedRegex(@"^\| (?<route>(GET|POST|PUT|DELETE) [^ |]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
