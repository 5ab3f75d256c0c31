using ActiveActive.Controller;
using ActiveActive.Scenarios;
using Spectre.Console;

namespace ActiveActive.Cli.Progress;

/// <summary>The lab as a table that is drawn anew with every status, and the last steps below it.</summary>
internal sealed class LiveView(IAnsiConsole console) : IProgressView
{
    private const int StepsShown = 6;

    /// <inheritdoc/>
    public async Task<RunResult> ShowAsync(IAsyncEnumerable<RunEvent> lines, CancellationToken cancellation)
    {
        var steps = new Queue<string>();
        LabStatus? status = null;
        RunResult? result = null;
        await console.Live(new Text("…")).StartAsync(async live =>
        {
            await foreach (var line in lines.WithCancellation(cancellation))
            {
                status = line.Status ?? status;
                result = line.Result ?? result;
                if (line.Step is { } step)
                    steps.Enqueue(step);
                if (steps.Count > StepsShown)
                    steps.Dequeue();
                live.UpdateTarget(new Rows([.. status is null ? [] : StatusTables.Of(status), .. steps.Select(s => new Text(s))]));
            }
        });
        return result ?? throw new LabApiException("the lab ended the run without a result; its log says why");
    }
}
