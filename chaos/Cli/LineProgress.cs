namespace ActiveActive.Cli;

/// <summary>Writes each report as a line at once; Progress&lt;T&gt; would write them later and out of order.</summary>
internal sealed class LineProgress(TextWriter to) : IProgress<string>
{
    /// <inheritdoc/>
    public void Report(string value)
    {
        lock (to)
            to.WriteLine(value);
    }
}
