using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ActiveActive.Simulation.Mutations;

/// <summary>
/// A copy of the simulator's sources in a folder of its own, built once. A mutation changes one file there, has that file's project
/// compiled alone, and puts the new assembly into the simulator's place; when it is over the file and the assembly are as they were.
/// </summary>
internal sealed class Workshop : IDisposable
{
    private static readonly string[] Copied = ["services", "emulators/Engine", "chaos/Scenarios", "chaos/Spec", "chaos/Faults", "tests/Simulation"];

    private readonly string _folder;

    private Workshop(string folder) => _folder = folder;

    private string? _mutation;

    private string Simulator => Path.Combine(_folder, "artifacts", "bin", "Simulation", "release");

    /// <summary>Copies and builds.</summary>
    /// <exception cref="InvalidOperationException">It could not be built.</exception>
    public static Workshop Open(string root, TextWriter told)
    {
        var workshop = new Workshop(Directory.CreateTempSubdirectory("aa-mutations-").FullName);
        foreach (var folder in Copied)
            CopyFolder(Path.Combine(root, folder), Path.Combine(workshop._folder, folder));
        foreach (var file in Directory.EnumerateFiles(root).Where(f => Path.GetExtension(f) is ".props" or ".txt" or ".json" || Path.GetFileName(f) == ".editorconfig"))
            File.Copy(file, Path.Combine(workshop._folder, Path.GetFileName(file)));
        told.WriteLine($"building the simulator in {workshop._folder}");
        workshop.Build("tests/Simulation/Simulation.csproj");
        return workshop;
    }

    /// <summary>Makes a change; disposing the answer takes it back.</summary>
    public IDisposable Change(Mutation mutation)
    {
        var source = Path.Combine(_folder, mutation.File);
        var before = File.ReadAllText(source);
        var project = ProjectOf(source);
        var name = Path.GetFileNameWithoutExtension(project);
        var built = Path.Combine(_folder, "artifacts", "bin", name, "release", $"ActiveActive.{name}.dll");
        var used = Path.Combine(Simulator, $"ActiveActive.{name}.dll");
        var original = File.ReadAllBytes(used);
        var back = new Undo(() =>
        {
            File.WriteAllText(source, before);
            File.WriteAllBytes(used, original);
            _mutation = null;
        });
        try
        {
            File.WriteAllText(source, mutation.Apply(before));
            // An analyser may well see what is wrong with it; that it compiles is enough.
            Build(Path.GetRelativePath(_folder, project), "--no-dependencies", "--no-restore", "-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false");
            File.Copy(built, used, overwrite: true);
            _mutation = mutation.Name;
            return back;
        }
        catch
        {
            back.Dispose();
            throw;
        }
    }

    /// <summary>Explores a scenario with the sources as they are now: what the spec and the machines say of the first seed that does not pass.</summary>
    public (string Word, long Played, ulong? Seed, string Why) Explore(string scenario, long most)
    {
        var (answer, error) = (new StringWriter(), new StringWriter());
        Play([scenario, "--schedules", most.ToString(CultureInfo.InvariantCulture), "--seed", "1", "--steps", "--json"], answer, error);
        if (answer.ToString().Length == 0)
            return ("Crashed", 0, null, error.ToString().Split('\n').FirstOrDefault(l => l.Length > 0, "and said nothing"));
        var json = JsonNode.Parse(answer.ToString())!;
        var why = json["violations"]?.AsArray().FirstOrDefault()?["what"]?.GetValue<string>()
            ?? json["refused"]?["why"]?.GetValue<string>() ?? json["waiting"]?.AsArray().FirstOrDefault()?.GetValue<string>() ?? json["broken"]?.GetValue<string>() ?? "";
        var word = json["verdict"]!.GetValue<string>();
        return (word, json["played"]!.GetValue<long>(), word == "Pass" ? null : json["seed"]!.GetValue<ulong>(), why);
    }

    /// <summary>Plays a command line with what is changed now.</summary>
    public int Play(IReadOnlyList<string> arguments, TextWriter output, TextWriter error) =>
        Run("dotnet", [Path.Combine(Simulator, "ActiveActive.Simulation.dll"), .. arguments], output, error);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Build(string project, params string[] options)
    {
        var log = new StringWriter();
        if (Run("dotnet", ["build", project, "-c", "Release", "--nologo", "-v", "minimal", .. options], log, log) != 0)
            throw new InvalidOperationException($"{project} does not build in {_folder}: {log}");
    }

    private int Run(string program, IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Mutation.Variable] = _mutation;
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
                TextWriter.Synchronized(error).WriteLine(text);
        };
        process.BeginErrorReadLine();
        while (process.StandardOutput.ReadLine() is { } line)
            output.WriteLine(line);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string ProjectOf(string source)
    {
        for (var at = Path.GetDirectoryName(source)!; ; at = Path.GetDirectoryName(at)!)
        {
            if (Directory.EnumerateFiles(at, "*.csproj").FirstOrDefault() is { } project)
                return project;
        }
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(from, file);
            // The tests are a project of their own, with samples that nobody needs here.
            if (relative.StartsWith("Tests" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                continue;
            var target = Path.Combine(to, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private sealed class Undo(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
