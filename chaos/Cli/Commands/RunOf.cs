using System.CommandLine;
using ActiveActive.Controller;

namespace ActiveActive.Cli.Commands;

/// <summary>The RUN argument, the same everywhere.</summary>
internal static class RunOf
{
    /// <summary>The argument.</summary>
    public static Argument<string?> Argument() => new("RUN") { Description = "As './aa runs' names it; the one in progress when left out", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>The run that goes on.</summary>
    /// <exception cref="UsageException">None does.</exception>
    public static async Task<string> CurrentAsync(LabClient client, CancellationToken cancellation) =>
        (await client.RunsAsync(1, cancellation)).Current?.Id ?? throw new UsageException("no run is in progress; './aa runs' lists those that were");
}
