using System.Globalization;
using ActiveActive.Controller;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli;

/// <summary>Where the command line works: folders, the network number, the clock, and what makes labs and runners.</summary>
public sealed record Surroundings
{
    private const byte HighestNet = 250;

    /// <summary>The lab's home: lab.json, data, logs.</summary>
    public required string Home { get; init; }

    /// <summary>The project's folder, with docker-compose.yml.</summary>
    public required string Root { get; init; }

    /// <summary>What every lab of this user can use again: PostgreSQL templates.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Folder of the built components: one folder each.</summary>
    public required string BinFolder { get; init; }

    /// <summary>Which of several labs on this machine; its addresses derive from it.</summary>
    public required byte Net { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Makes the factory of labs; true for one that begins with empty stores.</summary>
    public required Func<Surroundings, bool, ILabFactory> Labs { get; init; }

    /// <summary>Makes what runs scenarios on a lab.</summary>
    public required Func<ILab, IRunner> Runner { get; init; }

    /// <summary>True when standard error is a terminal that a table may be drawn on.</summary>
    public bool LiveTerminal { get; init; }

    /// <summary>Where the components keep their data.</summary>
    public string DataFolder => Path.Combine(Home, "data");

    /// <summary>Where the lab's daemon writes what it has to say.</summary>
    public string LogFile => Path.Combine(Home, "lab.log");

    /// <summary>Where runs go that are started from the page: beside the lab's home, in the project's folder unless AA_HOME is another.</summary>
    public string WorkFolder => Path.GetDirectoryName(Home) is { } parent && parent == Path.GetFullPath(Root) ? parent : Home;

    /// <summary>The controller's settings.</summary>
    public ControllerOptions Controller => new() { StateFolder = Home, DataFolder = DataFolder, WorkFolder = WorkFolder };

    /// <summary>As the environment says: AA_ROOT, AA_HOME, AA_NET.</summary>
    public static Surroundings OfThisMachine()
    {
        var bin = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));
        var root = Environment.GetEnvironmentVariable("AA_ROOT") is { Length: > 0 } given ? given : Path.GetFullPath(Path.Combine(bin, "..", ".."));
        var home = Environment.GetEnvironmentVariable("AA_HOME") is { Length: > 0 } named ? named : Path.Combine(root, ".aa");
        var net = NetOf(Environment.GetEnvironmentVariable("AA_NET"));
        return new Surroundings
        {
            // Two labs side by side differ in addresses, and so must they in data.
            Home = Path.GetFullPath(net == 0 ? home : Path.Combine(home, string.Create(CultureInfo.InvariantCulture, $"net{net}"))),
            Root = root,
            // Made once for all labs, under a lock of its own; one takes ten seconds and 100 MiB.
            CacheFolder = Path.GetFullPath(Path.Combine(home, "cache")),
            BinFolder = bin,
            Net = net,
            Time = TimeProvider.System,
            Labs = Composition.Labs,
            Runner = Composition.Runner,
            LiveTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
        };
    }

    // An unusable number must end in a sentence, not in another lab's addresses.
    private static byte NetOf(string? text) => string.IsNullOrEmpty(text) ? (byte)0
        : byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var net) && net <= HighestNet ? net
        : throw new UsageException($"AA_NET is '{text}'; it is a number from 0 to {HighestNet}, and labs with different ones run side by side");
}
