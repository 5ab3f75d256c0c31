using System.Diagnostics;
using System.Globalization;

namespace ActiveActive.Engines.Processes;

/// <summary>
/// The command line that makes a child what it must be. Every link replaces the one before it (exec), so the pid that
/// <see cref="Process"/> reports is the executable's own:
/// <list type="number">
/// <item>a shell opens the log as the lab's user, because the child's user may not be allowed to;</item>
/// <item><c>setpriv</c> changes the user, then asks the kernel for SIGKILL at the lab's death (changing the user would forget it);</item>
/// <item><c>setsid</c> leaves the terminal's group, so that Ctrl-C is the lab's alone; it need not fork, being no group leader;</item>
/// <item>a shell makes sure that the lab did not die before the kernel was asked.</item>
/// </list>
/// </summary>
internal static class LaunchCommand
{
    private const string OpenLog = """exec </dev/null >>"$1" 2>&1; shift; exec "$@" """;

    private const string CheckParent = """[ "$PPID" = "$1" ] || exit 125; shift; exec "$@" """;

    /// <summary>The tools that the chain needs.</summary>
    public static readonly IReadOnlyList<string> Tools = ["sh", "setpriv", "setsid"];

    /// <summary>Builds the chain for one start.</summary>
    public static ProcessStartInfo For(ChildStart start)
    {
        var info = new ProcessStartInfo("sh")
        {
            WorkingDirectory = start.WorkingDirectory,
            UseShellExecute = false,
            // Redirected, so that .NET leaves the terminal's settings alone; the shell closes these pipes when it opens the log.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Add(info, "-c", OpenLog, "sh", start.LogFile);
        Add(info, "setpriv", "--pdeathsig", "KILL");
        if (start.User is { } user)
        {
            Add(info,
                string.Create(CultureInfo.InvariantCulture, $"--reuid={user.Uid}"),
                string.Create(CultureInfo.InvariantCulture, $"--regid={user.Gid}"),
                "--clear-groups");
        }

        Add(info, "--", "setsid", "sh", "-c", CheckParent, "sh", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), start.Executable);
        Add(info, [.. start.Arguments]);
        foreach (var (name, value) in start.Environment)
        {
            if (value is null)
                info.Environment.Remove(name);
            else
                info.Environment[name] = value;
        }

        return info;
    }

    private static void Add(ProcessStartInfo info, params ReadOnlySpan<string> arguments)
    {
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
    }
}
