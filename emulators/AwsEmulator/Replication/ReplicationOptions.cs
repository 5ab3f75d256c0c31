namespace ActiveActive.AwsEmulator.Replication;

/// <summary>Where the other regions' emulators are: section Emulator, beside the emulator's own settings.</summary>
public sealed record ReplicationOptions
{
    /// <summary>The other regions, such as <c>us-west-2=http://127.0.2.10:4566</c>.</summary>
    public IReadOnlyList<string> Peers { get; init; } = [];

    /// <summary>How long a pull waits at the other region for something new. Bounded, so that a paused peer is noticed.</summary>
    public TimeSpan PollWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What a request may take beyond what it asked the other side to wait.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What a connect may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause between attempts while the other region does not answer; the first is a tenth of it.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Rows of one pull.</summary>
    public int BatchRows { get; init; } = 1000;

    /// <summary>Says which setting is wrong, or null.</summary>
    public string? Validate()
    {
        var wrong = Peers.FirstOrDefault(p => !TryParse(p, out _));
        if (wrong is not null)
            return $"Emulator:Peers '{wrong}' is not REGION=http://ADDRESS:PORT";
        if (Parse().GroupBy(p => p.Region).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return $"Emulator:Peers names region {twice.Key} twice";
        if (PollWait <= TimeSpan.Zero || PollWait > TimeSpan.FromMinutes(1))
            return "Emulator:PollWait must be above 0 and at most a minute";
        if (RequestTimeout <= TimeSpan.Zero || ConnectTimeout <= TimeSpan.Zero || RetryDelay <= TimeSpan.Zero)
            return "Emulator:RequestTimeout, ConnectTimeout and RetryDelay must be above 0";
        return BatchRows is < 1 or > 100_000 ? "Emulator:BatchRows must be 1 to 100000" : null;
    }

    /// <summary>The peers, read.</summary>
    public IReadOnlyList<(string Region, Uri Address)> Parse() => [.. Peers.Select(p => TryParse(p, out var peer) ? peer : throw new FormatException(p))];

    private static bool TryParse(string text, out (string Region, Uri Address) peer)
    {
        var at = text.IndexOf('=');
        peer = default;
        if (at < 1 || !Uri.TryCreate(text[(at + 1)..], UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp)
            return false;
        peer = (text[..at].Trim(), address);
        return true;
    }
}
