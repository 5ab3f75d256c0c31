using System.Diagnostics;
using System.Globalization;

namespace ActiveActive.Engines.Processes;

/// <summary>
/// Ends stopped processes when the lab dies. The kernel's parent-death signal reaches only direct children, and a stopped
/// grandchild (a PostgreSQL backend, say) would neither notice its parent's death nor act on it. The guard is a shell that
/// outlives the lab: it is told of each process before that process is stopped, and when the pipe from the lab closes, it
/// kills those that it was told of and that are still the same.
/// </summary>
internal sealed class StoppedGuard : IDisposable
{
    // The list is kept as "pid:birth" words. After the end of input: field 20 behind the name's closing bracket is the birth.
    private const string Script = """
        trap '' HUP INT TERM PIPE
        list=' '
        while read -r verb word; do
          case $verb in
            add) list="$list$word " ;;
            drop) case $list in *" $word "*) list="${list%% $word *} ${list#* $word }" ;; esac ;;
          esac
        done
        for word in $list; do
          pid=${word%%:*}
          read -r stat 2>/dev/null </proc/$pid/stat || continue
          set -- ${stat##*) }
          [ "${20}" = "${word##*:}" ] && kill -KILL $pid
        done
        exit 0
        """;

    private readonly Lock _gate = new();
    private readonly Process _process;

    /// <summary>Starts the guard, in a session of its own so that neither Ctrl-C nor a closed terminal ends it.</summary>
    public StoppedGuard()
    {
        var info = new ProcessStartInfo("setsid")
        {
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.ArgumentList.Add("sh");
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add(Script);
        _process = Process.Start(info) ?? throw new ChildStartException("the guard of stopped processes did not start");
        _process.StandardInput.AutoFlush = true;
    }

    /// <summary>The guard's pid.</summary>
    public int Pid => _process.Id;

    /// <summary>From here on the process is killed if the lab dies. Call before stopping it.</summary>
    public void Add(ProcessEntry process) => Tell("add", process);

    /// <summary>The process runs again or is gone.</summary>
    public void Drop(ProcessEntry process) => Tell("drop", process);

    /// <summary>Lets the guard go; it kills what it still holds.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _process.StandardInput.Dispose();
            _process.WaitForExit();
            _process.Dispose();
        }
    }

    private void Tell(string verb, ProcessEntry process)
    {
        lock (_gate)
            _process.StandardInput.Write(string.Create(CultureInfo.InvariantCulture, $"{verb} {process.Pid}:{process.Birth}\n"));
    }
}
