using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveActive.Aurora.Binaries;
using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Layout;
using ActiveActive.Aurora.Replication;
using ActiveActive.Contracts;

namespace ActiveActive.Engines.OnProcesses;

/// <summary>The lab's PostgreSQL instances on this machine's own binaries, with their files made.</summary>
internal sealed record AuroraServers(IReadOnlyList<AuroraServer> Servers, IReadOnlyDictionary<string, AuroraPair> Pairs, AuroraPasswords Passwords)
{
    /// <summary>Makes the data directories that are missing and writes all settings.</summary>
    public static async Task<AuroraServers> PrepareAsync(
        ProcessLabOptions options, AddressPlan addresses, IProgress<string> progress, TimeProvider time, CancellationToken cancellation)
    {
        var binaries = await PostgresBinaries.FindAsync(cancellation);
        var account = PostgresAccount.Find();
        var passwords = PasswordsOf(options.DataFolder);
        var (data, cache) = await FoldersAsync(options, account, progress, cancellation);
        var servers = await Task.WhenAll(Topology.Pairs.SelectMany(pair => Region.All.Select(async region =>
        {
            var template = await AuroraTemplate.GetAsync(binaries, account, cache, Topology.DatabasesOf(pair), time, cancellation);
            var endpoint = addresses.Instance(region, pair);
            var instance = new AuroraInstance(
                new AuroraInstanceOptions
                {
                    Region = region, Pair = pair, Address = endpoint.Address, Port = endpoint.Port, Databases = Topology.DatabasesOf(pair),
                },
                passwords,
                time);
            var server = new AuroraServer(instance, Path.Combine(data, $"{region}-aurora-{pair}"), binaries, account);
            if (options.Fresh)
                await server.DiscardAsync(cancellation);
            await server.PrepareAsync(template, cancellation);
            return server;
        })));
        var pairs = servers.GroupBy(s => s.Instance.Options.Pair)
            .ToDictionary(p => p.Key, p => new AuroraPair(p.First().Instance, p.Last().Instance));
        return new AuroraServers(servers, pairs, passwords);
    }

    /// <summary>
    /// Where PostgreSQL keeps its data and templates: with the lab's own, or, when root's lab lies where PostgreSQL's user may not go
    /// (a clone below /root), in a folder of that lab's below /var/tmp.
    /// </summary>
    private static async Task<(string Data, string Cache)> FoldersAsync(
        ProcessLabOptions options, PostgresAccount account, IProgress<string> progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.CacheFolder);
        if (await account.FirstUnreachableAsync(options.DataFolder, cancellation) is not { } blocked)
            return (options.DataFolder, options.CacheFolder);
        var lab = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.DataFolder)))[..12];
        var elsewhere = string.Create(CultureInfo.InvariantCulture, $"/var/tmp/activeactive-{lab}");
        progress.Report($"PostgreSQL runs as user {account.Name}, who may not enter {blocked}: its data is in {elsewhere}");
        await account.MakeFolderAsync(elsewhere, cancellation);
        return (elsewhere, Path.Combine(elsewhere, "templates"));
    }

    /// <summary>A lab's passwords are drawn once and kept with its data, readable by the owner only.</summary>
    private static AuroraPasswords PasswordsOf(string dataFolder)
    {
        var path = Path.Combine(dataFolder, "passwords.json");
        if (File.Exists(path))
            return JsonSerializer.Deserialize<AuroraPasswords>(File.ReadAllText(path))!;
        static string Draw() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var drawn = new AuroraPasswords { Workers = Draw(), Replication = Draw(), Admin = Draw() };
        OwnersFile.Write(path, JsonSerializer.Serialize(drawn));
        return drawn;
    }
}
