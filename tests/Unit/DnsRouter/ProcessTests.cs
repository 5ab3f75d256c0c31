using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace ActiveActive.UnitTests.DnsRouter;

/// <summary>The executable, as an engine starts it.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dns-process-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_executable_serves_and_ends_with_0_and_comes_back_after_SIGKILL_with_what_was_changed()
    {
        var (dns, http) = (FreePort(), FreePort());
        using var web = new HttpClient { BaseAddress = new Uri($"http://{http}") };
        using (var router = await StartAsync(dns, http))
        {
            Assert.Equal("127.0.1.20", await Dig.AskAsync(dns, "inbound.writer.aurora.test", "+short"));
            Assert.Equal("127.0.1.20", await Dig.AskAsync(dns, "inbound.writer.aurora.test", "+short", "+tcp"));
            using var moved = await web.PutAsync("/record-sets/inbound.writer.aurora.test/active", new StringContent("{\"region\":\"r2\"}"));
            Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
            await EndAsync(router, "KILL");
        }

        using (var router = await StartAsync(dns, http))
        {
            Assert.Equal("127.0.2.20", await Dig.AskAsync(dns, "inbound.writer.aurora.test", "+short"));
            Assert.Equal(HttpStatusCode.OK, (await web.GetAsync("/health")).StatusCode);
            await EndAsync(router, "TERM");
            Assert.Equal(0, router.ExitCode);
        }

        var history = await File.ReadAllLinesAsync(Path.Combine(_folder, "history.jsonl"));
        Assert.Equal(2, history.Count(l => l.Contains("\"event\":\"started\"")));
        Assert.Contains(history, l => l.Contains("\"target\":\"inbound.writer.aurora.test\"") && l.Contains("active region set to r2"));
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_with_address_and_port_and_exit_code_2()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Parse("127.77.3.1"), 0));
        Assert.Equal((2, $"error: Dns:Listen {taken.LocalEndPoint} (UDP) is in use by another process"), await FailAsync(Launch((IPEndPoint)taken.LocalEndPoint!, FreePort())));
    }

    [Fact]
    public async Task A_wrong_record_set_file_is_one_line_with_its_path_and_exit_code_2()
    {
        var launch = Launch(FreePort(), FreePort());
        launch.Environment["AA_DNS__RECORDSETS"] = "/nowhere/sets.json";
        var (code, error) = await FailAsync(launch);
        Assert.Equal(2, code);
        Assert.StartsWith("error: /nowhere/sets.json cannot be read", error);
    }

    private static async Task<(int Code, string Error)> FailAsync(ProcessStartInfo launch)
    {
        using var router = Process.Start(launch)!;
        var error = await router.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await router.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return (router.ExitCode, error.Trim());
    }

    private async Task<Process> StartAsync(IPEndPoint dns, IPEndPoint http)
    {
        var router = Process.Start(Launch(dns, http))!;
        _ = router.StandardError.ReadToEndAsync();
        while (await router.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
        {
            if (!line.Contains("DNS served on"))
                continue;
            _ = router.StandardOutput.ReadToEndAsync();
            return router;
        }

        throw new InvalidOperationException("The router ended before it served.");
    }

    private ProcessStartInfo Launch(IPEndPoint dns, IPEndPoint http)
    {
        var file = Path.Combine(_folder, "record-sets.json");
        File.WriteAllText(file, """
            {"recordSets":[{"name":"inbound.writer.aurora.test","policy":"manual","targets":[
              {"region":"r1","value":"127.0.1.20","role":"primary"},{"region":"r2","value":"127.0.2.20","role":"secondary"}]}]}
            """);
        var launch = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ActiveActive.DnsRouter.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        launch.Environment["AA_LAB__COMPONENT"] = "dns-router";
        launch.Environment["AA_LAB__LISTEN"] = http.ToString();
        launch.Environment["AA_LAB__HISTORY"] = Path.Combine(_folder, "history.jsonl");
        launch.Environment["AA_DNS__LISTEN"] = dns.ToString();
        launch.Environment["AA_DNS__RECORDSETS"] = file;
        launch.Environment["AA_DNS__STATE"] = Path.Combine(_folder, "state.json");
        return launch;
    }

    private static async Task EndAsync(Process router, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{router.Id}"]);
        await kill.WaitForExitAsync();
        await router.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Nobody else uses this address, so what is free now stays free.</summary>
    private static IPEndPoint FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Parse("127.77.3.1"), 0));
        return (IPEndPoint)probe.LocalEndPoint!;
    }
}
