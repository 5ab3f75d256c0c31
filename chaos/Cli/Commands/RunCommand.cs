using System.CommandLine;
using System.Globalization;
using ActiveActive.Cli.Labs;
using ActiveActive.Controller;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.Records;

namespace ActiveActive.Cli.Commands;

/// <summary>aa run: a scenario from the first batch to the verdict, on the lab that is up or on one of its own.</summary>
internal static class RunCommand
{
    private sealed record Choice(RunRequest Request, string Engine, bool Keep, bool Json);

    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var scenario = new Argument<string>("SCENARIO") { Description = string.Join(", ", ScenarioNames.All), DefaultValueFactory = _ => "f5" };
        var engine = Engine.Option();
        var seed = new Option<ulong?>("--seed") { Description = "Where all chance comes from; drawn when left out" };
        var batches = new Option<int>("--batches") { Description = "How many batches", DefaultValueFactory = _ => 3 };
        var size = new Option<int>("--batch-size") { Description = "Records in each batch", DefaultValueFactory = _ => 10 };
        var records = new Option<string?>("--records") { Description = "Your own records, FILE.jsonl or FILE.csv" };
        var report = new Option<string>("--report") { Description = "Folder for the run's folder", DefaultValueFactory = _ => "runs" };
        var keep = new Option<bool>("--keep") { Description = "Leave the lab up afterwards" };
        var detach = new Option<bool>("--detach") { Description = "Leave the run to the lab that is up, and print its id" };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var dry = new Option<bool>("--dry-run") { Description = "Print what would fail, and when, and do nothing" };
        var storm = new StormChoices();
        var command = new Command("run", "Run a scenario and judge it") { scenario, engine, seed, batches, size, records, report, keep, detach, json, dry };
        foreach (var option in storm.All)
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var name = ScenarioNames.Parse(parsed.GetValue(scenario)!);
            var request = new RunRequest
            {
                Scenario = name,
                Storm = storm.Read(parsed, name),
                Seed = parsed.GetValue(seed) ?? Seeds.Draw(),
                Batches = parsed.GetValue(batches),
                BatchSize = parsed.GetValue(size),
                // The lab may have been started from another folder.
                Records = parsed.GetValue(records) is { } file ? Path.GetFullPath(file) : null,
                Report = Path.GetFullPath(parsed.GetValue(report)!),
            };
            var terminal = parsed.InvocationConfiguration;
            if (request.Storm is not null && parsed.GetResult(batches) is { Implicit: false })
                throw new UsageException("--batches does not go with storm: its records follow from --duration and --rate");
            if (parsed.GetValue(detach) && parsed.GetValue(keep))
                throw new UsageException("--keep does not go with --detach: a run that is left to the lab that is up leaves that lab up; './aa down' ends it");
            await ValidateAsync(request, cancellation);
            if (parsed.GetValue(dry))
            {
                _ = Engine.Labs(here, parsed.GetValue(engine)!);
                await SayAsync(request, terminal.Error);
                await terminal.Output.WriteLineAsync(DryRun.Tell(request, parsed.GetValue(json)));
                return ExitCodes.Success;
            }

            if (parsed.GetValue(detach))
                return await DetachAsync(here, request, parsed.GetResult(engine) is { Implicit: false } ? parsed.GetValue(engine) : null, parsed.GetValue(json), terminal, cancellation);
            var choice = new Choice(request, parsed.GetValue(engine)!, parsed.GetValue(keep), parsed.GetValue(json));
            var result = await RunAsync(here, choice, terminal.Error, cancellation);
            await TellAsync(choice, result, terminal.Output, terminal.Error);
            return result.ExitCode;
        });
        return command;
    }

    /// <summary>Where all chance comes from, before any of it is used and after all that was wrong with the command is told.</summary>
    private static Task SayAsync(RunRequest request, TextWriter error) =>
        error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"seed {request.Seed}"));

    private static async Task ValidateAsync(RunRequest request, CancellationToken cancellation)
    {
        await RunInput.OfAsync(Scenario.Parse(request.Scenario), request, "validation", cancellation);
        if (Scenario.Parse(request.Scenario).FewestBatches is var fewest && request.Batches < fewest)
            throw new UsageException($"{request.Scenario} needs at least {fewest} batches; --batches is {request.Batches}");
        if (File.Exists(request.Report))
            throw new UsageException($"--report {request.Report} is a file; name a folder");
    }

    private static async Task<RunResult> RunAsync(Surroundings here, Choice choice, TextWriter error, CancellationToken cancellation)
    {
        var labs = Engine.Labs(here, choice.Engine);
        await SayAsync(choice.Request, error);
        if (await labs.FindAsync(cancellation) is { } running)
            return await DriveAsync(here, running, choice.Request, error, cancellation);
        if (choice.Keep)
            return await DriveAsync(here, await labs.StartAsync(fresh: true, error, cancellation), choice.Request, error, cancellation);
        if (choice.Engine == Engine.Docker)
            return await OnceInContainersAsync(here, labs, choice.Request, error, cancellation);
        await using var controller = await LabController.StartAsync(
            here.Controller, here.Labs(here, true), here.Runner, new LineProgress(error), cancellation);
        return await DriveAsync(here, new FoundLab(controller.State, OwnDisk: false), choice.Request, error, cancellation);
    }

    private static async Task<RunResult> OnceInContainersAsync(
        Surroundings here, ILabs labs, RunRequest request, TextWriter error, CancellationToken cancellation)
    {
        var lab = await labs.StartAsync(fresh: true, error, cancellation);
        try
        {
            return await DriveAsync(here, lab, request, error, cancellation);
        }
        finally
        {
            await labs.EndAsync(forget: true, error, CancellationToken.None);
        }
    }

    private static async Task<RunResult> DriveAsync(Surroundings here, FoundLab lab, RunRequest request, TextWriter error, CancellationToken cancellation)
    {
        using var client = new LabClient(lab.State);
        using var run = await client.StartAsync(await ThereAsync(client, lab, request, cancellation), cancellation);
        try
        {
            return await Following.ToEndAsync(here, client, lab, run, request.Report, error, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await AbortAsync(client, run.Id, error);
            throw;
        }
    }

    /// <summary>The request as the controller can run it: it may not share our disk.</summary>
    private static async Task<RunRequest> ThereAsync(LabClient client, FoundLab lab, RunRequest request, CancellationToken cancellation) =>
        lab.OwnDisk && request.Records is { } file ? request with { Records = await client.UploadRecordsAsync(file, cancellation) } : request;

    /// <summary>The controller aborts a run whose reader is gone; asked, it says what it had to recover, and when it has.</summary>
    private static async Task AbortAsync(LabClient client, string run, TextWriter error)
    {
        try
        {
            await error.WriteLineAsync((await client.AbortAsync(run, CancellationToken.None)).Error);
        }
        catch (LabApiException told)
        {
            await error.WriteLineAsync(told.Message);
        }
    }

    private static async Task<int> DetachAsync(
        Surroundings here, RunRequest request, string? engine, bool json, InvocationConfiguration terminal, CancellationToken cancellation)
    {
        var lab = await Engine.RunningAsync(here, engine, cancellation);
        await SayAsync(request, terminal.Error);
        using var client = new LabClient(lab.State);
        var id = await client.DetachAsync(await ThereAsync(client, lab, request, cancellation), cancellation);
        await terminal.Output.WriteLineAsync(json ? Json.Line(new RunStarted(id)) : id);
        await terminal.Error.WriteLineAsync("follow it:  ./aa follow, end it:  ./aa abort");
        return ExitCodes.Success;
    }

    private static async Task TellAsync(Choice choice, RunResult result, TextWriter output, TextWriter error)
    {
        await Following.TellAsync(result, choice.Json, output, error);
        if (result.ExitCode != ExitCodes.Success)
            await error.WriteLineAsync($"run it again:    {Replay.Command(choice.Request, choice.Engine)}");
    }
}
