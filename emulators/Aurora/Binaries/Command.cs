using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ActiveActive.Aurora.Binaries;

/// <summary>Runs a short program to its end, as the given account when the lab is root.</summary>
internal static class Command
{
    /// <summary>Runs it with <paramref name="input"/> on standard input.</summary>
    /// <returns>Standard output.</returns>
    /// <exception cref="AuroraException">It did not start or ended with another code than 0; the message holds what it said.</exception>
    public static async Task<string> RunAsync(
        string program, IReadOnlyList<string> arguments, PostgresAccount? account, string input, CancellationToken cancellation)
    {
        var info = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        if (account is { Switch: true })
        {
            info.FileName = "setpriv";
            info.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--reuid={account.Uid}"));
            info.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--regid={account.Gid}"));
            info.ArgumentList.Add("--clear-groups");
            info.ArgumentList.Add(program);
        }
        else
        {
            info.FileName = program;
        }

        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
        foreach (var (name, value) in AuroraEnvironment.Variables)
        {
            if (value is null)
                info.Environment.Remove(name);
            else
                info.Environment[name] = value;
        }

        using var process = Start(info);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await FeedAsync(process, input);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0
                ? await output
                : throw new AuroraException($"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}: {Reason(await errors, await output)}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception missing)
        {
            throw new AuroraException($"{info.FileName} did not start: {missing.Message}", missing);
        }
    }

    private static async Task FeedAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything: its exit code and its words tell why.
        }
    }

    /// <summary>The statement that failed may hold a password: PostgreSQL's STATEMENT lines stay out.</summary>
    private static string Reason(string errors, string output) => string.Join(
        ' ',
        (errors.Trim().Length == 0 ? output : errors).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .TakeWhile(line => !line.Contains("STATEMENT:", StringComparison.Ordinal)).TakeLast(5));
}
