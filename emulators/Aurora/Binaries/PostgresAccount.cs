using System.Globalization;

namespace ActiveActive.Aurora.Binaries;

/// <summary>The account that PostgreSQL runs as. PostgreSQL refuses root: root lends it "postgres", or else "nobody".</summary>
/// <param name="Name">As in /etc/passwd.</param>
/// <param name="Switch">True when the lab is root and has to change to it.</param>
public sealed record PostgresAccount(string Name, uint Uid, uint Gid, bool Switch)
{
    private static readonly string[] Preferred = ["postgres", "nobody"];

    /// <summary>Finds the account for whoever runs the lab.</summary>
    /// <exception cref="AuroraException">Root, and there is neither postgres nor nobody.</exception>
    public static PostgresAccount Find() => Environment.IsPrivilegedProcess
        ? FromPasswd(File.ReadLines("/etc/passwd"))
        : new PostgresAccount(Environment.UserName, 0, 0, Switch: false);

    internal static PostgresAccount FromPasswd(IEnumerable<string> lines)
    {
        // name:password:uid:gid:…
        var accounts = lines.Select(line => line.Split(':')).Where(f => f.Length >= 4).ToLookup(f => f[0]);
        foreach (var name in Preferred)
        {
            if (accounts[name].FirstOrDefault() is { } found
                && uint.TryParse(found[2], NumberStyles.None, CultureInfo.InvariantCulture, out var uid)
                && uint.TryParse(found[3], NumberStyles.None, CultureInfo.InvariantCulture, out var gid)
                && uid != 0)
                return new PostgresAccount(name, uid, gid, Switch: true);
        }

        throw new AuroraException("PostgreSQL refuses to run as root, and there is no user 'postgres' or 'nobody' to run it as; make one, or run the lab as an ordinary user");
    }

    /// <summary>The first folder on the way to <paramref name="folder"/>, itself included, that the account may not enter; null when it can reach it.</summary>
    public async Task<string?> FirstUnreachableAsync(string folder, CancellationToken cancellation)
    {
        if (!Switch)
            return null;
        var way = new List<string>();
        for (var step = Path.GetFullPath(folder); step is not null; step = Path.GetDirectoryName(step))
        {
            if (Directory.Exists(step))
                way.Insert(0, step);
        }

        // Asked of the kernel as that user, so that access lists count too.
        const string script = """for step; do [ -x "$step" ] || { printf %s "$step"; exit 0; }; done""";
        var answer = await Command.RunAsync("sh", ["-c", script, "sh", .. way], this, input: "", cancellation);
        return answer.Length == 0 ? null : answer;
    }

    /// <summary>Makes a folder that belongs to the account.</summary>
    /// <exception cref="AuroraException">The account cannot reach it; the message names the folder in the way.</exception>
    public async Task MakeFolderAsync(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        await OwnAsync(folder, cancellation);
        if (await FirstUnreachableAsync(folder, cancellation) is { } blocked)
        {
            throw new AuroraException(
                $"PostgreSQL runs as user {Name} here, who may not enter {blocked}, so its data cannot be kept in {folder}. "
                + $"Choose a data folder elsewhere (below /var/tmp, say), or allow it: chmod o+x {blocked}");
        }
    }

    /// <summary>Gives a file or a folder, without what is in it, to the account.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellation)
    {
        if (Switch)
            await Command.RunAsync("chown", [string.Create(CultureInfo.InvariantCulture, $"{Uid}:{Gid}"), path], account: null, input: "", cancellation);
    }
}
