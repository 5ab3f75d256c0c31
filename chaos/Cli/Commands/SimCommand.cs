using System.CommandLine;

namespace ActiveActive.Cli.Commands;

/// <summary>The simulator lives with the tests, to which nothing refers, so the script hands it this command; whoever gets here has only the program.</summary>
internal static class SimCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("sim", "Simulate a scenario with virtual time over many schedules (by ./aa, in a checkout of the sources)")
        {
            new Argument<string[]>("arguments") { Arity = ArgumentArity.ZeroOrMore },
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(Task<int> (_, _) => throw new UsageException("'sim' is run by the script ./aa in a checkout of the sources; this program alone does not have it"));
        return command;
    }
}
