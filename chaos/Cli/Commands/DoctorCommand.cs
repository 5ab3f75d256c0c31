using System.CommandLine;
using System.Net;
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
                Loopback(IPAddress.Parse("127.0.1.10")),
                Loopback(IPAddress.Parse("127.0.2.10")),
                Writable(here.Home),
                new("lab", false, LabStateFile.IsHeld(here.Home), LabStateFile.Read(here.Home) is { } lab ? $"up at {lab.Url}" : "not running; './aa up' starts it"),
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

    private static Finding Loopback(IPAddress address)
    {
        try
        {
            using var listener = new TcpListener(address, 0);
            listener.Start();
            return new Finding(address.ToString(), true, true, "can be listened on");
        }
        catch (SocketException refused)
        {
            return new Finding(address.ToString(), true, false, $"{refused.Message}; on macOS: sudo ifconfig lo0 alias {address}");
        }
    }

    private static Finding Writable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new Finding("home", true, true, $"{folder}, {new DriveInfo(folder).AvailableFreeSpace >> 20:N0} MiB free");
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            return new Finding("home", true, false, $"{folder}: {denied.Message}; set AA_HOME");
        }
    }
}
