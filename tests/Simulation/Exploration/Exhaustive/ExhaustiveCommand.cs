using System.Globalization;
using System.Text.Json;
using ActiveActive.Simulation.Defects;

namespace ActiveActive.Simulation.Exploration.Exhaustive;

/// <summary>`./aa sim --strategy exhaustive`: every order of one record's way through two stages, and every single crash in each.</summary>
public static class ExhaustiveCommand
{
    /// <summary>Explores; the exit code is 0 when nothing went wrong in any order, else 1.</summary>
    public static int Run(string? defect, bool asJson, TextWriter output, TextWriter error)
    {
        error.WriteLine("one record, two stages, one loop each");
        var began = TimeProvider.System.GetTimestamp();
        var all = EveryOrder.Explore(SimDefects.Of(defect));
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    verdict = all.Failed is null ? "Pass" : "Fail", orders = all.Orders, crashPoints = all.CrashPoints, ordersWithACrash = all.OrdersWithACrash,
                    seconds, wrong = all.Failed?.Wrong, crash = all.Failed?.Crash?.ToString(), path = all.Failed?.Path,
                },
                JsonSerializerOptions.Web));
            return all.Failed is null ? 0 : 1;
        }

        if (all.Failed is { } failed)
        {
            output.WriteLine($"Fail: {failed.Wrong}{(failed.Crash is null ? "" : $"; {failed.Crash}")}; choices {string.Join(' ', failed.Path)}");
            output.WriteLine(SequenceDiagram.Draw(failed.Events, SmallWorld.Given.Id));
            return 1;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{all.Orders} orders without a crash and {all.OrdersWithACrash} with one of {all.CrashPoints} crashes Pass; these are all, {seconds:0.0} s"));
        return 0;
    }
}
