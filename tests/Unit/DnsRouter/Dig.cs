using System.Diagnostics;
using System.Net;

namespace ActiveActive.UnitTests.DnsRouter;

/// <summary>Debian's dig: a DNS client that nobody here wrote.</summary>
internal static class Dig
{
    /// <summary>What dig prints for <paramref name="arguments"/>.</summary>
    public static async Task<string> AskAsync(IPEndPoint server, params string[] arguments)
    {
        var start = new ProcessStartInfo("dig", [$"@{server.Address}", "-p", $"{server.Port}", "+tries=1", "+time=10", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var dig = Start(start);
        var output = dig.StandardOutput.ReadToEndAsync();
        var errors = dig.StandardError.ReadToEndAsync();
        await dig.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return dig.ExitCode == 0 ? (await output).Trim() : throw new InvalidOperationException($"dig ended with {dig.ExitCode}: {await output}{await errors}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            throw new InvalidOperationException("dig is not here; install it with: apt-get install bind9-dnsutils", absent);
        }
    }
}
