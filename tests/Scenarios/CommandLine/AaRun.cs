using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>A command that has ended: what it said and how it ended.</summary>
public sealed record AaRun(string Command, int ExitCode, string Output, string Errors)
{
    /// <summary>The one JSON object on standard output; anything beside it fails the test.</summary>
    public JsonObject Json()
    {
        Assert.True(Output.EndsWith('\n') && Output.Count(c => c == '\n') == 1, $"one line was to be on standard output of {this}");
        return JsonNode.Parse(Output, null, new JsonDocumentOptions { AllowTrailingCommas = false })!.AsObject();
    }

    /// <summary>Itself, when it ended with <paramref name="code"/>; the test fails with all it said when not.</summary>
    public AaRun EndedWith(int code)
    {
        Assert.True(ExitCode == code, $"exit code {code} was expected of {this}");
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => $"'{Command}', which ended with {ExitCode}\nstandard output:\n{Output}\nstandard error:\n{Errors}";
}
