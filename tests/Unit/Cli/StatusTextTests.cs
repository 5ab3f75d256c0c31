using ActiveActive.Cli;
using ActiveActive.Cli.Progress;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using Spectre.Console;
using Xunit;

namespace ActiveActive.UnitTests.Cli;

/// <summary>What './aa status' and './aa weights' say in words.</summary>
public sealed class StatusTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 10, TimeSpan.Zero);

    [Fact]
    public void Every_target_is_named_so_that_an_error_may_send_people_there()
    {
        var words = TargetNames.Lines().SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet();
        Assert.All(Target.All, target => Assert.Contains(target.Region is null ? target.Name : target.Name[3..], words));
        Assert.True(TargetNames.Lines().All(line => line.Length <= 160), "a line is wider than what status takes for a file's");
    }

    [Fact]
    public void A_fault_with_an_end_says_when_and_one_without_says_what_ends_it()
    {
        var from = Now.AddSeconds(-10);
        var told = Told(
            new ActiveFault("1", "r1/core", "pause", "hand", from, from.AddSeconds(30), "stands still"),
            new ActiveFault("2", "r1/aws", "kill", "hand", from, from + Fault.Longest, "is gone"),
            new ActiveFault("3", "r2/core", "kill", "hand", from, null, "is gone") { Means = "docker" });
        Assert.Contains("pause r1/core since 12:00:00 by hand, ends by itself at 12:00:30, in 20 s; stands still", told, StringComparison.Ordinal);
        Assert.Contains("kill r1/aws since 12:00:00 by hand, until './aa recover r1/aws', at the latest 2026-01-06 12:00:00; is gone", told, StringComparison.Ordinal);
        Assert.Contains("kill r2/core since 12:00:00 by hand with docker, until './aa recover r2/core'; is gone", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_nought_everywhere_are_told_to_mean_alike()
    {
        Assert.Contains("as in Route 53 every region is answered alike", RouteTable.Text(Status() with { Routing = [Route("r1", 0), Route("r2", 0)] }), StringComparison.Ordinal);
        Assert.DoesNotContain("Route 53", RouteTable.Text(Status() with { Routing = [Route("r1", 0), Route("r2", 1)] }), StringComparison.Ordinal);
    }

    private static RegionRoute Route(string region, int weight) => new(region, weight, 1, false, true, region);

    private static LabStatus Status(params ActiveFault[] faults) => new("processes", Now, [], [], [], faults, 7);

    private static string Told(params ActiveFault[] faults)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });
        console.Profile.Width = 300;
        foreach (var part in StatusTables.Of(Status(faults)))
        {
            console.Write(part);
            console.WriteLine();
        }

        return text.ToString();
    }
}
