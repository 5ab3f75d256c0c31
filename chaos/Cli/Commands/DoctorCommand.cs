using System.CommandLine;
using System.Net.Sockets;
using ActiveActive.Aurora;
using ActiveActive.Aurora.Binaries;
using ActiveActive.Controller;

namespace ActiveActive.Cli.Commands;

/// <summary>aa doctor: what is here, what is missing, how to get it.</summary>
internal static class DoctorCommand
{
    private sealed record Finding(string What, bool Needed, bool Here, string Detail);

    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var command = new Command("doctor", "Say what is here, what is missing, and how to get it");
        command.SetAction(async (parsed, cancellation) =>
        {
            Finding[] findings =
            [
                new("operating system", true, OperatingSystem.IsLinux(), OperatingSystem.IsLinux() ? Environment.OSVersion.VersionString : "the process engine needs Linux"),
                new(".NET", true, true, Environment.Version.ToString()),
                await PostgresAsync(cancellation),
                Tool("setpriv", needed: true, "util-linux"),
                Tool("setsid", needed: true, "util-linux"),
                Tool("dig", needed: false, "bind9-dnsutils"),
                Tool("docker", needed: false, "docker.io"),
                Addresses(here),
                Writable(here.Home),
                Lab(here),
            ];
            foreach (var finding in findings)
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{(finding.Here ? "ok     " : finding.Needed ? "MISSING" : "-      ")} {finding.What,-18} {finding.Detail}");
            return findings.All(f => f.Here || !f.Needed) ? ExitCodes.Success : ExitCodes.Usage;
        });
        return command;
    }

    private static async Task<Finding> PostgresAsync(CancellationToken cancellation)
    {
        try
        {
            var found = await PostgresBinaries.FindAsync(cancellation);
            return new Finding("PostgreSQL", true, true, $"{found.Version} in {found.Folder}");
        }
        catch (AuroraException missing)
        {
            return new Finding("PostgreSQL", true, false, missing.Message);
        }
    }

    private static Finding Tool(string name, bool needed, string package)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return new Finding(name, needed, found is not null, found ?? $"on Debian: apt-get install {package}");
    }

    private static Finding Addresses(Surroundings here)
    {
        var name = $"127.{here.Net}.x.x";
        // The lab's own components listen there while it is up.
        if (LabStateFile.IsHeld(here.Home))
            return new Finding(name, true, true, "this lab's");
        return LabAddresses.Unusable(here.Net) switch
        {
            [] => new Finding(name, true, true, "can be listened on"),
            [var (address, reason), ..] when reason.SocketErrorCode == SocketError.AddressAlreadyInUse =>
                new Finding(name, true, false, $"{address} is in use, by another lab or another program; 'ss -tlnp' shows which; other addresses: AA_NET=1 … 250"),
            [var (address, reason), ..] => new Finding(name, true, false, $"{address}: {reason.Message}; on macOS: sudo ifconfig lo0 alias {address.Address}"),
        };
    }

    private static Finding Lab(Surroundings here) => LabStateFile.Read(here.Home) is { } lab
        ? new Finding("lab", false, true, $"up at {lab.Url}")
        : LabStateFile.IsHeld(here.Home)
            ? new Finding("lab", false, true, "starting or ending, or in the hands of './aa run'")
            : new Finding("lab", false, false, "not running; './aa up' starts it");

    private static Finding Writable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            // Only writing tells: root, access lists, read-only and full file systems all differ from what the mode says.
            using var probe = new FileStream(
                Path.Combine(folder, $".doctor-{Environment.ProcessId}"), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            probe.Write("probe"u8);
            probe.Flush(flushToDisk: true);
            var (enough, said) = LabRoom.Look(folder);
            return new Finding("home", true, enough, said);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            return new Finding("home", true, false, $"{folder}: {denied.Message}; set AA_HOME");
        }
    }
}
