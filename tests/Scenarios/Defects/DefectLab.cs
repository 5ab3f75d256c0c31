using System.Globalization;
using System.Net;
using System.Text.Json;
using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Layout;
using ActiveActive.Contracts;
using ActiveActive.Engines.OnProcesses;
using ActiveActive.ScenarioTests.CommandLine;
using ActiveActive.Scenarios;

namespace ActiveActive.ScenarioTests.Defects;

/// <summary>
/// A lab of real processes of which some have a defect. Its folder of programs holds links to the built ones and, for the program
/// with the defect, a script that starts the mutant for the components that shall have it.
/// </summary>
internal sealed class DefectLab : IAsyncDisposable
{
    private static readonly string Built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));

    private readonly DirectoryInfo _home;
    private readonly ILab _lab;
    private readonly FileStream _reservation;

    private DefectLab(DirectoryInfo home, ILab lab, FileStream reservation) => (_home, _lab, _reservation) = (home, lab, reservation);

    /// <summary>The lab.</summary>
    public ILab Lab => _lab;

    /// <summary>Where run folders go.</summary>
    public string Runs => Path.Combine(_home.FullName, "runs");

    /// <summary>Starts a lab with a defect, or one without.</summary>
    public static async Task<DefectLab> StartAsync(Defect? defect, string cache, CancellationToken cancellation)
    {
        var home = Folder();
        var (net, reservation) = LabHome.Reserve();
        var options = new ProcessLabOptions
        {
            DataFolder = Path.Combine(home.FullName, "lab"),
            CacheFolder = cache,
            BinFolder = Programs(Path.Combine(home.FullName, "bin"), defect),
            Net = net,
        };
        var lab = new DefectLab(home, ProcessLab.Create(options, TimeProvider.System), reservation);
        try
        {
            await lab.Lab.StartAsync(new Progress<string>(), cancellation);
            if (defect?.Plant is { } plant)
                await plant(lab);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new folder that PostgreSQL's user may enter.</summary>
    public static DirectoryInfo Folder()
    {
        var folder = Directory.CreateTempSubdirectory("aa-defects-");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        return folder;
    }

    /// <summary>Has region 2 run <paramref name="body"/> on every row that is replicated into one of its databases.</summary>
    public async Task TriggerAsync(string database, string body)
    {
        // Triggers of a kind run in the order of their names, so this one has a say before the lab's own.
        await ExecuteAsync(database, $"CREATE FUNCTION public.a_defect() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$");
        await ExecuteAsync(database, $"CREATE TRIGGER a_defect BEFORE INSERT ON public.{AuroraNames.Table} FOR EACH ROW EXECUTE FUNCTION public.a_defect()");
        await ExecuteAsync(database, $"ALTER TABLE public.{AuroraNames.Table} ENABLE REPLICA TRIGGER a_defect");
    }

    /// <summary>Takes one row out of region 2's last database.</summary>
    public Task DeleteOneAsync() => ExecuteAsync(
        "outbound", $"DELETE FROM public.{AuroraNames.Table} WHERE id = (SELECT min(id) FROM public.{AuroraNames.Table})");

    public async ValueTask DisposeAsync()
    {
        await _lab.DisposeAsync();
        _reservation.Dispose();
        _home.Delete(recursive: true);
    }

    private async Task ExecuteAsync(string database, string sql)
    {
        var passwords = JsonSerializer.Deserialize<AuroraPasswords>(await File.ReadAllTextAsync(Path.Combine(_home.FullName, "lab", "passwords.json")))!;
        var pair = Topology.PairOf(database);
        var name = Components.Instance(Region.Two, pair);
        var address = (await _lab.ObserveAsync(CancellationToken.None)).Component(name).Address;
        var endpoint = IPEndPoint.Parse(address);
        var instance = new AuroraInstance(
            new AuroraInstanceOptions
            {
                Region = Region.Two, Pair = pair, Address = endpoint.Address, Port = endpoint.Port, Databases = Topology.DatabasesOf(pair),
            },
            passwords,
            TimeProvider.System);
        await instance.Control.ExecuteAsync(database, sql, CancellationToken.None);
    }

    private static string Programs(string folder, Defect? defect)
    {
        foreach (var project in new[] { "AwsEmulator", "DnsRouter", "RecordDestination", "RecordSource", "StageWorker" })
        {
            var place = Directory.CreateDirectory(Path.Combine(folder, project)).FullName;
            var release = Path.Combine(Built, project, "release");
            if (project == defect?.Project)
                WriteScript(Path.Combine(Directory.CreateDirectory(Path.Combine(place, "release")).FullName, "ActiveActive." + project), Path.Combine(release, "ActiveActive." + project), defect);
            else
                Directory.CreateSymbolicLink(Path.Combine(place, "release"), release);
        }

        return folder;
    }

    private static void WriteScript(string path, string shipped, Defect defect)
    {
        var mutant = Path.Combine(Built, "Mutants", "release", "ActiveActive.Mutants");
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"""
            #!/bin/sh
            case "$AA_LAB__COMPONENT" in
            {string.Join('|', defect.Components)}) exec "{mutant}" {defect.Name} ;;
            *) exec "{shipped}" ;;
            esac

            """));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }
}
