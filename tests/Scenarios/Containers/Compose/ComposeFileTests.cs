using Xunit;

namespace ActiveActive.ScenarioTests.Containers.Compose;

/// <summary>What is read of docker-compose.yml, and that nothing of it is left out in silence. No engine is needed.</summary>
public sealed class ComposeFileTests
{
    [Fact]
    public void A_key_that_the_reader_does_not_know_is_refused_by_name_and_service()
    {
        var refused = Assert.Throws<InvalidDataException>(() => ComposeFile.Parse(Description("""
            "image": "i", "container_name": "c", "shm_size": "64m"
            """)));
        Assert.Contains("shm_size", refused.Message, StringComparison.Ordinal);
        Assert.Contains("r1-core", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_deep_inside_a_service_is_refused_too()
    {
        var refused = Assert.Throws<InvalidDataException>(() => ComposeFile.Parse(Description("""
            "image": "i", "container_name": "c", "networks": { "lab": { "ipv4_address": "10.0.0.1", "priority": 1 } }
            """)));
        Assert.Contains("priority", refused.Message, StringComparison.Ordinal);
        Assert.Contains("r1-core", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2m0s", 120_000)]
    [InlineData("1h1m1.5s", 3_661_500)]
    [InlineData("500ms", 500)]
    public void Durations_are_Gos(string text, int milliseconds)
    {
        var read = ComposeFile.Parse(Description($$"""
            "image": "i", "container_name": "c", "stop_grace_period": "{{text}}"
            """));
        Assert.Equal(milliseconds, read.Services["r1-core"].StopGracePeriod!.Value.TotalMilliseconds);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("5 s")]
    [InlineData("")]
    public void What_is_no_duration_is_refused(string text) => Assert.Throws<InvalidDataException>(() => ComposeFile.Parse(Description($$"""
        "image": "i", "container_name": "c", "stop_grace_period": "{{text}}"
        """)));

    [Fact]
    public void Services_start_after_those_that_they_need()
    {
        var services = new Dictionary<string, ComposeService> { ["a"] = Needing("c"), ["b"] = Needing(), ["c"] = Needing("b") };
        Assert.Equal([["b"], ["c"], ["a"]], StartOrder.Waves(services));
    }

    [Fact]
    public void A_circle_of_needs_is_refused() => Assert.Throws<InvalidDataException>(
        () => StartOrder.Waves(new Dictionary<string, ComposeService> { ["a"] = Needing("b"), ["b"] = Needing("a") }));

    [Fact]
    public void A_condition_that_is_not_health_is_refused()
    {
        var service = Needing("b") with { DependsOn = new Dictionary<string, ComposeService.Dependency> { ["b"] = new("service_started") } };
        Assert.Throws<InvalidDataException>(() => StartOrder.Waves(new Dictionary<string, ComposeService> { ["a"] = service, ["b"] = Needing() }));
    }

    [Fact]
    public async Task A_service_whose_need_fails_is_not_started()
    {
        var services = new Dictionary<string, ComposeService> { ["a"] = Needing("b"), ["b"] = Needing() };
        var started = new List<string>();
        await Assert.ThrowsAsync<TimeoutException>(() => StartOrder.StartAsync(
            services,
            (name, _) =>
            {
                started.Add(name);
                return name == "b" ? Task.FromException(new TimeoutException()) : Task.CompletedTask;
            },
            TestContext.Current.CancellationToken));
        Assert.Equal(["b"], started);
    }

    private static ComposeService Needing(params string[] others) => new()
    {
        Image = "i",
        ContainerName = "c",
        Healthcheck = new ComposeService.ComposeHealthcheck { Test = ["CMD", "true"] },
        DependsOn = others.ToDictionary(o => o, _ => new ComposeService.Dependency("service_healthy")),
    };

    private static string Description(string service) => $$"""
        { "name": "p", "services": { "r1-core": { {{service}} } }, "networks": {}, "volumes": {}, "x-anything": { "y": 1 } }
        """;
}
