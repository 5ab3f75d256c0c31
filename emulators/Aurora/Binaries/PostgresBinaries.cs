using System.Globalization;

namespace ActiveActive.Aurora.Binaries;

/// <summary>PostgreSQL's server programs on this machine.</summary>
/// <param name="Folder">Where postgres and initdb are.</param>
/// <param name="Version">As PostgreSQL says it: 15.18.</param>
public sealed record PostgresBinaries(string Folder, string Version)
{
    /// <summary>The oldest major version with row filters on publications.</summary>
    public const int OldestMajor = 15;

    /// <summary>Names the folder to use and nothing else.</summary>
    public const string Variable = "AA_POSTGRES_BIN";

    private static readonly string[] VersionedRoots = ["/usr/lib/postgresql", "/usr/local/lib/postgresql"];

    private static readonly string[] OtherFolders =
    [
        "/usr/pgsql-18/bin", "/usr/pgsql-17/bin", "/usr/pgsql-16/bin", "/usr/pgsql-15/bin", "/usr/local/pgsql/bin",
        "/opt/homebrew/opt/postgresql@18/bin", "/opt/homebrew/opt/postgresql@17/bin", "/opt/homebrew/opt/postgresql@16/bin",
        "/opt/homebrew/opt/postgresql@15/bin", "/opt/homebrew/bin", "/usr/local/opt/postgresql@17/bin", "/home/linuxbrew/.linuxbrew/bin",
    ];

    /// <summary>The server.</summary>
    public string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>Makes a data directory.</summary>
    public string InitDb => Path.Combine(Folder, "initdb");

    /// <summary>Sets what a data directory counts on from.</summary>
    public string ResetWal => Path.Combine(Folder, "pg_resetwal");

    /// <summary>
    /// Finds them: AA_POSTGRES_BIN if it is set; else PATH; else the newest of the places where distributions put them.
    /// </summary>
    /// <exception cref="AuroraException">None of version 15 or newer; the message lists what was looked at.</exception>
    public static Task<PostgresBinaries> FindAsync(CancellationToken cancellation) =>
        FindAsync(Environment.GetEnvironmentVariable(Variable), Environment.GetEnvironmentVariable("PATH") ?? "", VersionedRoots, cancellation);

    internal static async Task<PostgresBinaries> FindAsync(
        string? chosen, string path, IReadOnlyList<string> versionedRoots, CancellationToken cancellation)
    {
        var looked = new List<string>();
        if (!string.IsNullOrEmpty(chosen))
        {
            return await LookAsync(chosen, looked, cancellation)
                ?? throw new AuroraException($"{Variable} is {chosen}, but {looked[0]}; set it to the folder of PostgreSQL {OldestMajor} or newer that holds postgres and initdb");
        }

        var inPath = path.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(ResolveFolder).Distinct();
        foreach (var folder in inPath.Concat(VersionedFolders(versionedRoots)).Concat(OtherFolders))
        {
            if (await LookAsync(folder, looked, cancellation) is { } found)
                return found;
        }

        throw new AuroraException(
            $"PostgreSQL's server programs (version {OldestMajor} or newer) were not found. On Debian: apt-get install postgresql. "
            + $"Elsewhere set {Variable} to the folder with postgres and initdb. Looked at: {string.Join("; ", looked)}");
    }

    private static async Task<PostgresBinaries?> LookAsync(string folder, List<string> looked, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(folder, "postgres")) || !File.Exists(Path.Combine(folder, "initdb")))
        {
            looked.Add($"{folder} holds no postgres and initdb");
            return null;
        }

        var answer = await Command.RunAsync(Path.Combine(folder, "postgres"), ["--version"], account: null, input: "", cancellation);
        // postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)
        var version = answer.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ElementAtOrDefault(2) ?? "";
        var digits = version.TakeWhile(char.IsAsciiDigit).ToArray();
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= OldestMajor)
            return new PostgresBinaries(folder, version);
        looked.Add($"{folder} holds version {version}, which is too old");
        return null;
    }

    /// <summary>A link in PATH to a single program leads to the folder that holds them all.</summary>
    private static string ResolveFolder(string folder)
    {
        var program = new FileInfo(Path.Combine(folder, "postgres"));
        return program.Exists && program.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Path.GetDirectoryName(target.FullName)! : folder;
    }

    private static IEnumerable<string> VersionedFolders(IReadOnlyList<string> roots) => roots
        .Where(Directory.Exists)
        .SelectMany(Directory.EnumerateDirectories)
        .Select(folder => (Folder: folder, Major: int.TryParse(Path.GetFileName(folder), out var major) ? major : 0))
        .Where(found => found.Major > 0)
        .OrderByDescending(found => found.Major)
        .Select(found => Path.Combine(found.Folder, "bin"));
}
