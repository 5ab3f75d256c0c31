using Xunit;

namespace ActiveActive.ConformanceTests.Given;

/// <summary>
/// The endpoint that the suites are run against instead of an emulator that they start: AA_CONFORMANCE_ENDPOINT, a URL, or "aws" for
/// AWS itself with the credentials and the region of AWS's own variables.
/// </summary>
internal static class GivenEndpoint
{
    private const string Variable = "AA_CONFORMANCE_ENDPOINT";

    private static readonly string Text = Environment.GetEnvironmentVariable(Variable) ?? "";

    /// <summary>True when one is given.</summary>
    public static bool IsGiven => Text.Length > 0;

    /// <summary>True when it is AWS itself.</summary>
    public static bool IsAws => Text == "aws";

    /// <summary>Where a service is asked.</summary>
    /// <param name="service">sqs, dynamodb or streams.dynamodb.</param>
    public static Uri Of(string service) => IsAws
        ? new Uri($"https://{service}.us-east-1.amazonaws.com/")
        : Uri.TryCreate(Text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url!
            : throw new InvalidOperationException($"{Variable} '{Text}' is neither a URL, such as http://127.0.0.1:4566, nor aws");

    /// <summary>Skips the test that asks when an endpoint is given: it does to its emulator what can be done to one of ours only.</summary>
    public static void NeedsOurs(string what) =>
        Assert.SkipWhen(IsGiven, $"needs our emulator ({what}); {Variable} is {Text}");
}
