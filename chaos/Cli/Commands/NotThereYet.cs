using System.CommandLine;

namespace ActiveActive.Cli.Commands;

/// <summary>A command that is promised and not built: it says so, whatever it is given.</summary>
internal static class NotThereYet
{
    /// <summary>The command.</summary>
    public static Command Create(string name, string description)
    {
        var command = new Command(name, $"{description} (not there yet)") { new Argument<string[]>("arguments") { Arity = ArgumentArity.ZeroOrMore } };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(Task<int> (_, _) => throw new UsageException($"'{name}' is not there yet"));
        return command;
    }
}
