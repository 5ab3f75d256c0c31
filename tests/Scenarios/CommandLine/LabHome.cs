using System.Globalization;
using ActiveActive.ScenarioTests.Processes;
using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>
/// Addresses and folders of a test's own, so that it disturbs no other lab of this machine, and a look at which processes belong to
/// them. Disposal kills what is left and fails the test if there was anything.
/// </summary>
public sealed class LabHome : IAsyncDisposable
{
    private const byte LowestNet = 151;
    private const byte HighestNet = 249;

    // One home for all tests of this process: the PostgreSQL templates in it are made once, and labs differ in AA_NET.
    private static readonly Lazy<string> SharedHome = new(MakeShared);

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aa-cli-");
    private readonly FileStream _reservation;

    private LabHome()
    {
        (Net, _reservation) = Reserve();
        Work = _folder.FullName;
    }

    /// <summary>AA_NET: no other test's, in this process or another.</summary>
    public byte Net { get; }

    /// <summary>AA_HOME.</summary>
    public static string Home => SharedHome.Value;

    /// <summary>The folder that commands run in; samples/ is in it, as in the repository.</summary>
    public string Work { get; }

    /// <summary>Where this lab keeps its state and data.</summary>
    public string OwnHome => Path.Combine(Home, string.Create(CultureInfo.InvariantCulture, $"net{Net}"));

    /// <summary>Makes one.</summary>
    public static async Task<LabHome> CreateAsync()
    {
        var home = new LabHome();
        Directory.CreateSymbolicLink(Path.Combine(home.Work, "samples"), Path.Combine(AaProgram.Repository, "samples"));
        await Tool.RunAsync("chmod", ["755", home.Work]);
        return home;
    }

    /// <summary>The program, with this lab's addresses and home.</summary>
    public AaProgram Aa(params (string Name, string? Value)[] environment) =>
        new(Work, [("AA_NET", Net.ToString(CultureInfo.InvariantCulture)), ("AA_HOME", Home), ("AA_ROOT", null), .. environment]);

    /// <summary>Writes a file into the working folder.</summary>
    public string Write(string name, string content)
    {
        var path = Path.Combine(Work, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Living processes of this lab: its home in their environment, or in their command line (PostgreSQL overwrites the former).</summary>
    public IReadOnlyList<string> Processes() =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, out _)).Select(Describe!).OfType<string>()];

    /// <summary>Waits until no process of this lab is left; names those that are.</summary>
    public async Task NothingIsLeftAsync()
    {
        try
        {
            await WaitFor.ConditionAsync(() => Processes().Count == 0, Soon, "every process of the lab to end");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"left behind: {string.Join("; ", Processes())}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await NothingIsLeftAsync();
        }
        finally
        {
            foreach (var left in Processes())
                await Tool.RunAsync("sh", ["-c", $"kill -KILL {left.Split(' ')[0]} || true"]);
            await WaitFor.ConditionAsync(() => Processes().Count == 0, Soon, "killed processes to end");
            _reservation.Dispose();
            _folder.Delete(recursive: true);
            if (Directory.Exists(OwnHome))
                Directory.Delete(OwnHome, recursive: true);
        }
    }

    // Closed to nobody: PostgreSQL runs as another user when the tests are root's.
    private static string MakeShared()
    {
        var folder = Directory.CreateTempSubdirectory("aa-cli-home-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    private string? Describe(string pid)
    {
        try
        {
            if (File.ReadAllText($"/proc/{pid}/stat") is var stat && stat[stat.LastIndexOf(')') + 2] is 'Z' or 'X')
                return null;
            var command = File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ').Trim();
            var environment = "\0" + File.ReadAllText($"/proc/{pid}/environ");
            return command.Contains(OwnHome, StringComparison.Ordinal)
                || (environment.Contains($"\0AA_HOME={Home}\0", StringComparison.Ordinal) && environment.Contains($"\0AA_NET={Net}\0", StringComparison.Ordinal))
                || (new FileInfo($"/proc/{pid}/cwd").LinkTarget ?? "").StartsWith(OwnHome, StringComparison.Ordinal)
                ? $"{pid} {command}"
                : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is another user's and so not ours.
            return null;
        }
    }

    /// <summary>Addresses that no other test takes, in this process or another, until the reservation is disposed.</summary>
    internal static (byte Net, FileStream Reservation) Reserve()
    {
        for (var net = LowestNet; net <= HighestNet; net++)
        {
            try
            {
                return (net, new FileStream(
                    Path.Combine(Path.GetTempPath(), $"activeactive-test-{net}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
            {
                // Another test's.
            }
        }

        throw new InvalidOperationException($"all networks from {LowestNet} to {HighestNet} are other tests'");
    }
}
