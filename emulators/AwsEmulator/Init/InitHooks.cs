using ActiveActive.AwsEmulator.Settings;

namespace ActiveActive.AwsEmulator.Init;

/// <summary>
/// Runs the scripts of ready.d, in order of name, once the emulator serves. One that fails is told, and neither stops the emulator
/// nor keeps the next from running, as with LocalStack.
/// </summary>
internal sealed partial class InitHooks(EmulatorOptions options, InitScript runner, IHostApplicationLifetime life, ILogger<InitHooks> logger) : BackgroundService
{
    private readonly Lock _gate = new();
    private List<(string Path, string State)> _scripts = Discover(options.Init);
    private bool _done;

    /// <summary>Whether all have run, and each with its state in LocalStack's words: UNKNOWN, RUNNING, SUCCESSFUL, ERROR.</summary>
    public (bool Done, IReadOnlyList<(string Path, string State)> Scripts) Status
    {
        get
        {
            lock (_gate)
                return (_done, [.. _scripts]);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var first = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        for (var i = 0; i < _scripts.Count && !stoppingToken.IsCancellationRequested; i++)
        {
            var path = _scripts[i].Path;
            Set(i, "RUNNING");
            Began(logger, path);
            var failure = await runner.Run(path, line => Said(logger, Path.GetFileName(path), line), stoppingToken);
            Set(i, failure is null ? "SUCCESSFUL" : "ERROR");
            if (failure is null)
                Succeeded(logger, path);
            else
                Failed(logger, path, failure);
        }

        lock (_gate)
            _done = !stoppingToken.IsCancellationRequested;
    }

    private void Set(int index, string state)
    {
        lock (_gate)
            _scripts = [.. _scripts.Select((s, i) => i == index ? (s.Path, state) : s)];
    }

    /// <summary>A folder's own scripts first, then those of its folders.</summary>
    private static List<(string Path, string State)> Discover(string root)
    {
        var ready = root.Length == 0 ? "" : Path.Combine(root, "ready.d");
        return Directory.Exists(ready) ? [.. Scripts(ready).Select(p => (p, "UNKNOWN"))] : [];
    }

    private static IEnumerable<string> Scripts(string folder) => Directory.EnumerateFiles(folder, "*.sh").Order(StringComparer.Ordinal)
        .Concat(Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).SelectMany(Scripts));

    [LoggerMessage(Level = LogLevel.Information, Message = "Script {Path} began")]
    private static partial void Began(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Script}: {Line}")]
    private static partial void Said(ILogger logger, string script, string line);

    [LoggerMessage(Level = LogLevel.Information, Message = "Script {Path} succeeded")]
    private static partial void Succeeded(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "Script {Path} failed: {Failure}; the emulator goes on without it")]
    private static partial void Failed(ILogger logger, string path, string failure);
}
