using System.Text.Json;
using ActiveActive.Scenarios.RunFolders;

namespace ActiveActive.Simulation.Bridge;

/// <summary>`./aa sim --replay RUNFOLDER`: is every step of what really ran a step of the model?</summary>
public static class ReplayCommand
{
    private const int Usage = 2;

    /// <summary>Replays a folder; the exit code is 0 accepted, 1 refused, 3 inconclusive, 2 for a folder that is none.</summary>
    public static int Run(string folder, bool json, TextWriter output, TextWriter error)
    {
        try
        {
            var result = HistoryReplay.Of(RunFolder.Read(folder));
            output.WriteLine(json
                ? JsonSerializer.Serialize(new { verdict = result.Word, steps = result.Steps, of = result.Of, lives = result.Lives, missing = result.Missing, refused = result.Refused }, JsonSerializerOptions.Web)
                : result.ToString());
            return result.ExitCode;
        }
        catch (NotARunFolderException none)
        {
            error.WriteLine($"error: {none.Message}");
            return Usage;
        }
    }
}
