using System.Globalization;
using ActiveActive.Contracts;

namespace ActiveActive.SimulationTests.Models;

/// <summary>Plays a script, an operation a line, and writes down what was asked and answered.</summary>
internal static class DnsScript
{
    /// <summary>The answers.</summary>
    public static async Task<IReadOnlyList<string>> PlayAsync(IDns dns, string script)
    {
        var answers = new List<string>();
        foreach (var line in script.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "ask":
                    answers.Add($"{line} → {await dns.AskAsync(NameOf(words[1]))}");
                    break;
                case "wait":
                    await dns.WaitAsync(TimeSpan.FromSeconds(double.Parse(words[1], CultureInfo.InvariantCulture)));
                    break;
                case "off" or "on":
                    await dns.SwitchAsync(Region.Parse(words[1]), words[0] == "off");
                    break;
                case "writer":
                    await dns.MoveAsync(NameOf("writer"), Region.Parse(words[1]));
                    break;
                case "end":
                    await dns.EndAsync();
                    break;
                default:
                    throw new ArgumentException($"'{line}' is no operation");
            }
        }

        return answers;
    }

    private static string NameOf(string word) => word switch
    {
        "in" => DnsNames.In,
        "writer" => DnsNames.Writer("inbound"),
        _ => DnsNames.Out(Region.Parse(word)),
    };
}
