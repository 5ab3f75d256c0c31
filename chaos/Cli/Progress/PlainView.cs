using ActiveActive.Controller;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli.Progress;

/// <summary>Steps as lines, for logs and pipes.</summary>
internal sealed class PlainView(TextWriter to) : IProgressView
{
    /// <inheritdoc/>
    public async Task<RunResult> ShowAsync(IAsyncEnumerable<RunEvent> lines, CancellationToken cancellation)
    {
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            if (line.Step is { } step)
                await to.WriteLineAsync(step);
            if (line.Result is { } result)
                return result;
        }

        throw new LabApiException("the lab ended the run without a result; its log says why");
    }
}
