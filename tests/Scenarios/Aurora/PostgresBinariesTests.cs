using ActiveActive.Aurora;
using ActiveActive.Aurora.Binaries;
using ActiveActive.ScenarioTests.Processes;
using Xunit;

namespace ActiveActive.ScenarioTests.Aurora;

/// <summary>Finding PostgreSQL, and whom to run it as. Programs are scripts that answer --version.</summary>
public sealed class PostgresBinariesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aa-binaries-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_variable_comes_before_everything()
    {
        var chosen = await MakeAsync("chosen", "16.4");
        var found = await PostgresBinaries.FindAsync(chosen, await MakeAsync("path", "17.1"), [], Cancel);
        Assert.Equal((chosen, "16.4"), (found.Folder, found.Version));
    }

    [Fact]
    public async Task The_variable_is_never_passed_over()
    {
        var wrong = await Assert.ThrowsAsync<AuroraException>(
            async () => await PostgresBinaries.FindAsync("/nowhere", await MakeAsync("path", "17.1"), [], Cancel));
        Assert.Contains("AA_POSTGRES_BIN is /nowhere", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_old_in_the_path_the_newest_of_the_distributions_is_taken()
    {
        var old = await MakeAsync("path", "14.9");
        await MakeAsync("root/9/bin", "9.6");
        await MakeAsync("root/15/bin", "15.2");
        var newest = await MakeAsync("root/17/bin", "17.5");
        Assert.Equal(newest, (await PostgresBinaries.FindAsync(null, old, [Path.Combine(_folder.FullName, "root")], Cancel)).Folder);
    }

    [Fact]
    public async Task A_link_in_the_path_leads_to_its_programs()
    {
        var real = await MakeAsync("root/15/bin", "15.2");
        var path = _folder.CreateSubdirectory("links").FullName;
        File.CreateSymbolicLink(Path.Combine(path, "postgres"), Path.Combine(real, "postgres"));
        Assert.Equal(real, (await PostgresBinaries.FindAsync(null, path, [], Cancel)).Folder);
    }

    [Fact]
    public void Root_lends_it_postgres_or_else_nobody()
    {
        Assert.Equal(
            new PostgresAccount("postgres", 101, 104, Switch: true),
            PostgresAccount.FromPasswd(["root:x:0:0:::", "nobody:x:65534:65533:::", "postgres:x:101:104:,,,:/var/lib/postgresql:/bin/bash"]));
        Assert.Equal(new PostgresAccount("nobody", 65534, 65533, Switch: true), PostgresAccount.FromPasswd(["root:x:0:0:::", "nobody:x:65534:65533:::"]));
        Assert.Throws<AuroraException>(() => PostgresAccount.FromPasswd(["root:x:0:0:::", "postgres:x:0:0:::"]));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> MakeAsync(string name, string version)
    {
        var folder = _folder.CreateSubdirectory(name).FullName;
        // Written by another process: a file that this one has open for writing may not be executed, nor may it while a child that
        // is just being forked for another test holds it.
        foreach (var program in (string[])["postgres", "initdb"])
        {
            const string write = """printf '#!/bin/sh\necho "%s"\n' "$2" >"$1" && chmod 755 "$1" """;
            await Tool.RunAsync("sh", ["-c", write, "sh", Path.Combine(folder, program), $"{program} (PostgreSQL) {version} (Debian)"]);
        }

        return folder;
    }
}
