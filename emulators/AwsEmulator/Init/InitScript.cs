using System.Diagnostics;
using System.Net;
using ActiveActive.AwsEmulator.Settings;
using ActiveActive.Hosting;

namespace ActiveActive.AwsEmulator.Init;

/// <summary>Runs one script as a process of its own, told where the emulator is in the variables that AWS's tools read.</summary>
internal sealed class InitScript(EmulatorOptions options, LabOptions lab, TimeProvider time)
{
    private const int LineLength = 2000;

    // A script may leave a process behind that keeps its output open; nobody waits for that one.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>Runs it to its end.</summary>
    /// <param name="path">The script: executed, or given to sh when nobody may execute it.</param>
    /// <param name="said">Gets each line that it prints.</param>
    /// <param name="stopping">Ends it, and all that it has started.</param>
    /// <returns>Why it failed, or null.</returns>
    public async Task<string?> Run(string path, Action<string> said, CancellationToken stopping)
    {
        using var process = new Process { StartInfo = Start(path) };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception cannot)
        {
            return $"it could not be started: {cannot.Message}; its first line must name a program that is there, such as #!/bin/sh";
        }

        process.StandardInput.Close();
        var words = Task.WhenAll(Read(process.StandardOutput, said), Read(process.StandardError, said));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var timer = time.CreateTimer(_ => patience.Cancel(), null, options.InitTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return stopping.IsCancellationRequested ? "the emulator was stopped" : $"it was not done after {options.InitTimeout} (Emulator:InitTimeout)";
        }

        await Task.WhenAny(words, Task.Delay(LastWords, time, CancellationToken.None));
        return process.ExitCode == 0 ? null : $"it ended with {process.ExitCode}";
    }

    private ProcessStartInfo Start(string path)
    {
        var executable = OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
        var start = executable ? new ProcessStartInfo(path) : new ProcessStartInfo("sh", [path]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        start.WorkingDirectory = Path.GetDirectoryName(path)!;
        var endpoint = IPEndPoint.Parse(lab.Listen);
        var address = endpoint.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : endpoint.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : endpoint.Address;
        var environment = start.Environment;
        environment["AWS_ENDPOINT_URL"] = $"http://{new IPEndPoint(address, endpoint.Port)}";
        environment["AWS_DEFAULT_REGION"] = environment["AWS_REGION"] = options.Region;
        environment["AWS_ACCESS_KEY_ID"] = environment["AWS_SECRET_ACCESS_KEY"] = "test";
        return start;
    }

    private static async Task Read(StreamReader output, Action<string> said)
    {
        try
        {
            while (await output.ReadLineAsync() is { } line)
                said(line.Length > LineLength ? line[..LineLength] : line);
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The process has ended and its output with it.
        }
    }
}
