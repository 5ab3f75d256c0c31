using ActiveActive.ScenarioTests.Containers.Compose;
using Docker.DotNet;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>
/// Tests on containers need an engine and the lab's images. Where they are not there the tests are skipped, and say what to do;
/// with AA_REQUIRE_DOCKER=1 they fail instead, so that a machine that should have an engine cannot lose them unnoticed.
/// </summary>
internal static class EngineRequirement
{
    private const string Variable = "AA_REQUIRE_DOCKER";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<string?>> Missing = new(LookAsync);

    /// <summary>Whether both are there.</summary>
    public static async Task<bool> IsMetAsync() => await Missing.Value is null;

    /// <summary>Skips or fails the test that asks, where something is missing.</summary>
    /// <param name="images">What the test needs beside the lab's own.</param>
    public static async Task RequireAsync(params string[] images)
    {
        var missing = await Missing.Value ?? await AbsentAsync(images);
        Assert.False(Forbids(missing, Environment.GetEnvironmentVariable(Variable)), $"{missing}, and {Variable}=1 forbids to skip this test");
        Assert.SkipWhen(missing is not null, missing ?? "");
    }

    /// <summary>Whether what is missing makes a test fail; where it does not, the test is skipped.</summary>
    /// <param name="required">AA_REQUIRE_DOCKER.</param>
    internal static bool Forbids(string? missing, string? required) => missing is not null && required == "1";

    /// <summary>What is missing and how to get it, or null.</summary>
    internal static string? Explain(string? problem, IReadOnlyCollection<string> absentImages) => (problem, absentImages.Count) switch
    {
        ({ } engine, _) => $"{engine}; './aa setup' installs and starts a Docker engine",
        (null, > 0) => $"the images {string.Join(", ", absentImages)} are not made; './aa images' makes them",
        _ => null,
    };

    private static async Task<string?> LookAsync()
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var docker = EngineSocket.Connect();
        try
        {
            await docker.System.PingAsync(patience.Token);
            var description = await ComposeCommand.DescribeAsync(new Dictionary<string, string> { ["COMPOSE_PROJECT_NAME"] = "aa-test" }, [], patience.Token);
            var absent = new List<string>();
            foreach (var image in description.Services.Values.Select(s => s.Image).Distinct())
            {
                if (!await IsThereAsync(docker, image, patience.Token))
                    absent.Add(image);
            }

            return Explain(null, absent);
        }
        catch (Exception unanswered) when (unanswered is DockerApiException or HttpRequestException or IOException or OperationCanceledException
            or TimeoutException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            return Explain($"no Docker engine answers at {EngineSocket.Address} ({unanswered.Message})", []);
        }
    }

    private static async Task<string?> AbsentAsync(string[] images)
    {
        using var docker = EngineSocket.Connect();
        foreach (var image in images)
        {
            if (!await IsThereAsync(docker, image, TestContext.Current.CancellationToken))
                return $"the image {image} is not made; './aa images {image.Split('/')[^1]}' makes it";
        }

        return null;
    }

    private static async Task<bool> IsThereAsync(DockerClient docker, string image, CancellationToken cancellation)
    {
        try
        {
            await docker.Images.InspectImageAsync(image, cancellation);
            return true;
        }
        catch (DockerImageNotFoundException)
        {
            return false;
        }
    }
}
