using System.CommandLine;
using System.CommandLine.Help;
using ActiveActive.Cli.Commands;
using ActiveActive.Controller;
using ActiveActive.Engines.Processes;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.Records;
using ActiveActive.Scenarios.RunFolders;

namespace ActiveActive.Cli;

/// <summary>The aa command: its subcommands, and what becomes of an exception.</summary>
public static class CommandLine
{
    // Ctrl-C cancels, heals and tears down; the library would end the process after two seconds.
    private static readonly TimeSpan TearDownDeadline = TimeSpan.FromMinutes(2);

    /// <summary>Runs a command line to its exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, Func<Surroundings> surroundings, TextWriter output, TextWriter error)
    {
        try
        {
            var parsed = Root(surroundings()).Parse(arguments.Length == 0 ? ["--help"] : arguments);
            var problems = ParseProblems.Of(parsed);
            if (problems.Count > 0)
            {
                foreach (var problem in problems)
                    await error.WriteLineAsync($"error: {problem}");
                await error.WriteLineAsync("'./aa --help' lists the commands, './aa COMMAND --help' what one takes");
                return ExitCodes.Usage;
            }

            var configuration = new InvocationConfiguration
            {
                Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TearDownDeadline,
            };
            return await parsed.InvokeAsync(configuration);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("cancelled");
            return ExitCodes.Cancelled;
        }
        catch (Exception problem) when (IsUsersOrEnvironment(problem))
        {
            await error.WriteLineAsync($"error: {problem.Message}");
            return ExitCodes.Usage;
        }
        catch (Exception ours)
        {
            await error.WriteLineAsync($"internal error: {ours}");
            return ExitCodes.Internal;
        }
    }

    private static RootCommand Root(Surroundings here) => new("A two-region active-active system on one machine: run it, break it, and see whether anything was lost.")
    {
        RunCommand.Create(here),
        UpCommand.Create(here),
        DownCommand.Create(here),
        StatusCommand.Create(here),
        FailCommand.Create(here),
        RecoverCommand.Create(here),
        RunsCommand.Create(here),
        FollowCommand.Create(here),
        AbortCommand.Create(here),
        WeightsCommand.Create(here),
        RegionCommand.Create(here),
        AuroraCommand.Create(here),
        CheckCommand.Create(),
        ReportCommand.Create(),
        DashboardCommand.Create(here),
        EmulatorCommand.Create(here),
        RecordsCommand.Create(),
        DoctorCommand.Create(here),
        SimCommand.Create(),
        BenchCommand.Create(here),
        ServeCommand.Create(here),
    };

    private static bool IsUsersOrEnvironment(Exception problem) => problem
        is UsageException or UnusableInputException or UnusableFaultException or LabEnvironmentException or LabApiException
        or NotARunFolderException or FaultNotConfirmedException or ChildStartException;
}
