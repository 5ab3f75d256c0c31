using ActiveActive.Contracts;

namespace ActiveActive.ScenarioTests.Aurora.Models;

/// <summary>Plays a script, an operation a line, and writes down each answer.</summary>
internal static class PairScript
{
    /// <summary>The answers.</summary>
    /// <param name="expected">The other side's answers, for what has to be waited for.</param>
    public static async Task<IReadOnlyList<string>> PlayAsync(IPair pair, string script, string prefix, IReadOnlyList<string>? expected)
    {
        var answers = new List<string>();
        foreach (var line in script.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            var awaited = expected?[answers.Count].Split(" → ")[1];
            var region = words.Length > 1 ? Region.Parse(words[1]) : Region.One;
            var answer = words[0] switch
            {
                "store" => await pair.StoreAsync(region, [.. words[2..].Select(w => prefix + w)]),
                "rows" => await pair.RowsAsync(region, prefix, awaited),
                "refuse" or "allow" or "pause" or "resume" => await pair.FaultAsync(region, words[0]),
                "kill" or "start" => await pair.InstanceAsync(region, words[0] == "start"),
                "switchover" or "failover" => await pair.MoveAsync(words[0] == "failover"),
                "lacking" => await pair.LackingAsync(prefix, awaited),
                _ => throw new ArgumentException($"'{line}' is no operation"),
            };
            answers.Add($"{line} → {answer}");
        }

        return answers;
    }
}
