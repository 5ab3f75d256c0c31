using ActiveActive.Controller;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli.Progress;

/// <summary>Shows a run while it goes on.</summary>
internal interface IProgressView
{
    /// <summary>Shows every line, up to the result.</summary>
    Task<RunResult> ShowAsync(IAsyncEnumerable<RunEvent> lines, CancellationToken cancellation);
}
