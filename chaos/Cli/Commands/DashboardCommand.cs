using System.CommandLine;
using ActiveActive.Controller;

namespace ActiveActive.Cli.Commands;

/// <summary>
/// aa dashboard: the page's address with the token that it needs. The token stands behind the '#', which no browser sends anywhere.
/// </summary>
internal static class DashboardCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var engine = Engine.Which();
        var command = new Command("dashboard", "Print the address of the page that shows the lab, for this user's browser") { engine };
        command.SetAction(async (parsed, cancellation) =>
        {
            var lab = (await Engine.RunningAsync(here, parsed.GetValue(engine), cancellation)).State;
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Address(lab));
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>The page of a lab, ready to be opened.</summary>
    public static string Address(LabState lab) =>
        $"{new UriBuilder(lab.Url) { Port = lab.PublishedPort ?? new Uri(lab.Url).Port }.Uri.GetLeftPart(UriPartial.Authority)}/#token={lab.Token}";
}
