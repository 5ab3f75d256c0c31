using System.Diagnostics;
using ActiveActive.ScenarioTests.CommandLine;
using Xunit;

namespace ActiveActive.BrowserTests;

/// <summary>The committed bundle is what its committed sources make, byte for byte, with the packages that the lock file names.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BundleTests
{
    private const int DeadlineMilliseconds = 300_000;

    private static readonly string Dashboard = Path.Combine(AaProgram.Repository, "chaos", "Dashboard");

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task Built_again_it_is_the_same()
    {
        var node = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "npm")));
        Assert.SkipUnless(node, "there is no Node with npm on this machine, and only whoever changes the page needs it: apt-get install npm");
        var info = new ProcessStartInfo("bash", ["build.sh", "check"]) { WorkingDirectory = Dashboard, RedirectStandardOutput = true, RedirectStandardError = true };
        using var build = Process.Start(info)!;
        var (told, errors) = (build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), build.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(build.ExitCode == 0, $"chaos/Dashboard/build.sh check ended with {build.ExitCode}:\n{await told}{await errors}");
        Assert.Contains("dist/ is what the sources make", await told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_file_pins_every_package_by_its_content_and_names_no_host()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Dashboard, "package-lock.json"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("\"resolved\"", text, StringComparison.Ordinal);
        using var locked = System.Text.Json.JsonDocument.Parse(text);
        var packages = locked.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0).ToList();
        Assert.NotEmpty(packages);
        Assert.All(packages, p => Assert.StartsWith("sha512-", p.Value.GetProperty("integrity").GetString(), StringComparison.Ordinal));
    }
}
