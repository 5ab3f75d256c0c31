using System.Runtime.InteropServices;

namespace ActiveActive.Engines.Processes;

/// <summary>kill(2).</summary>
internal static partial class LinuxSignals
{
    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal to a process if it is still the same one.</summary>
    /// <returns>False when it is gone.</returns>
    /// <exception cref="InvalidOperationException">The kernel refused it, for want of permission.</exception>
    public static bool Send(ProcessEntry process, ChildSignal signal)
    {
        if (ProcessTable.StateOf(process) == ChildState.Gone)
            return false;
        if (Kill(process.Pid, (int)signal) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess
            ? false
            : throw new InvalidOperationException($"signal {signal} to process {process.Pid} was refused: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
