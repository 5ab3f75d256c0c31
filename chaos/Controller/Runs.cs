using System.Text.Json;
using System.Threading.Channels;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActiveActive.Controller;

/// <summary>
/// Runs scenarios, one at a time, and streams their progress as NDJSON. A run belongs to its caller: when the caller goes, or the
/// lab is told to end, the run is cancelled and what it had failed is healed before the next may start.
/// </summary>
internal sealed class Runs(IRunner runner, TimedFaults faults, ControllerOptions options, TimeProvider time, CancellationToken closing, ILogger log)
{
    // A caller that reads this far behind misses lines of progress, never the result: that does not go through the channel.
    private const int MaxWaitingLines = 4096;

    private static readonly byte[] NewLine = "\n"u8.ToArray();

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Answers POST /api/runs.</summary>
    public async Task RunAsync(HttpContext context, RunRequest request)
    {
        if (!await _one.WaitAsync(TimeSpan.Zero, closing))
            throw new LabBusyException("a run is in progress, and a lab does one at a time; wait for it, or end it with Ctrl-C where it was started");
        try
        {
            using var given = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing);
            await StreamAsync(context, request, given);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Waits until no run is in progress, or the deadline for healing has passed.</summary>
    public async Task WaitForEndAsync()
    {
        using var deadline = new CancellationTokenSource(options.HealDeadline, time);
        try
        {
            await _one.WaitAsync(deadline.Token);
            _one.Release();
        }
        catch (OperationCanceledException)
        {
            log.RunStayed();
        }
    }

    private async Task StreamAsync(HttpContext context, RunRequest request, CancellationTokenSource given)
    {
        var lines = Channel.CreateBounded<RunLine>(new BoundedChannelOptions(MaxWaitingLines) { FullMode = BoundedChannelFullMode.DropOldest });
        var run = RunToEndAsync(request, lines.Writer, given.Token);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(given.Token))
                await WriteAsync(context, line, given.Token);
            var result = await run;
            await WriteAsync(context, new RunLine { Result = result }, given.Token);
        }
        catch (Exception ended)
        {
            // Whatever ended the stream, the run must have ended, and its faults with it, before the next run may begin.
            await given.CancelAsync();
            // A run that was refused has failed nothing; what somebody else failed is not its to recover.
            if (ended is not (UnusableInputException or LabEnvironmentException))
                await HealAsync(run);
            if (ended is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
                return;
            if (!context.Response.HasStarted)
                throw;
            var sentence = ended is OperationCanceledException ? "the lab was told to end during the run" : ApiErrors.Sentence(ended);
            await WriteAsync(context, new RunLine { Error = sentence }, CancellationToken.None);
        }
    }

    private async Task<RunResult> RunToEndAsync(RunRequest request, ChannelWriter<RunLine> lines, CancellationToken cancellation)
    {
        try
        {
            // The result is what RunAsync returns: a runner that reports it as progress too does not send it twice.
            return await runner.RunAsync(request, new Sink(p => _ = p.Result is null && lines.TryWrite(RunLine.Of(p))), cancellation);
        }
        finally
        {
            lines.TryComplete();
        }
    }

    private async Task HealAsync(Task run)
    {
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var deadline = new CancellationTokenSource(options.HealDeadline, time);
        try
        {
            log.RunGivenUp((await faults.RecoverAllAsync(deadline.Token)).Count);
        }
        catch (Exception failed)
        {
            log.HealFailed(failed);
        }
    }

    private static async Task WriteAsync(HttpContext context, RunLine line, CancellationToken cancellation)
    {
        if (!context.Response.HasStarted)
            context.Response.ContentType = "application/x-ndjson";
        await JsonSerializer.SerializeAsync(context.Response.Body, line, LabJson.Options, cancellation);
        await context.Response.Body.WriteAsync(NewLine, cancellation);
        await context.Response.Body.FlushAsync(cancellation);
    }

    private sealed class Sink(Action<RunProgress> report) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => report(value);
    }
}
