using System.Globalization;

namespace ActiveActive.Engines.Processes;

/// <summary>What <c>/proc</c> says. A pid alone may come again; together with the time of birth it does not.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="Parent">The parent's process id.</param>
/// <param name="Birth">Start time in clock ticks since boot.</param>
/// <param name="State">Zombies count as gone: they hold nothing and do nothing.</param>
/// <param name="IsInKernel">It waits for something that no signal interrupts: a disk, or a child of vfork that has not begun its program.</param>
internal readonly record struct ProcessEntry(int Pid, int Parent, long Birth, ChildState State, bool IsInKernel = false);

/// <summary>Reads <c>/proc</c>.</summary>
internal static class ProcessTable
{
    /// <summary>One process, or null when there is none with that pid.</summary>
    public static ProcessEntry? Read(int pid)
    {
        string stat;
        try
        {
            stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // ESRCH while reading surfaces as an IOException: it ended between open and read.
            return null;
        }

        return Parse(pid, stat);
    }

    /// <summary>Every process there is.</summary>
    public static IEnumerable<ProcessEntry> ReadAll()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && Read(pid) is { } entry)
                yield return entry;
        }
    }

    /// <summary>The same process as it is now; gone when another one has its pid.</summary>
    public static ChildState StateOf(ProcessEntry process) =>
        Read(process.Pid) is { } now && now.Birth == process.Birth ? now.State : ChildState.Gone;

    /// <summary>Parses a line of <c>/proc/PID/stat</c>. The name in brackets may hold spaces and brackets, so fields count from the last bracket.</summary>
    internal static ProcessEntry? Parse(int pid, string stat)
    {
        var end = stat.LastIndexOf(')');
        if (end < 0)
            return null;
        var fields = stat[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 20)
            return null;
        var state = fields[0] switch
        {
            "T" or "t" => ChildState.Stopped,
            "Z" or "X" or "x" => ChildState.Gone,
            _ => ChildState.Running,
        };
        return new ProcessEntry(
            pid,
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            long.Parse(fields[19], CultureInfo.InvariantCulture),
            state,
            fields[0] == "D");
    }
}
