using System.Globalization;
using ActiveActive.Faults;
using ActiveActive.Faults.Storm;

namespace ActiveActive.Scenarios.Storms;

/// <summary>
/// Injects the faults of the plan and recovers them, each at its time and one change after the other. A fault that cannot be injected
/// now, because its target is failed already or the lab is late, is passed over, said, and not expected by the spec.
/// </summary>
internal sealed class StormFaults(ScenarioContext context, StormOptions options)
{
    // Shorter than this a fault is hardly seen; whoever is that late lets it be.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    // What a busy lab may take to come to a recovery; the fault's own end is for when nobody comes.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(60);

    private readonly List<PlannedFault> _injected = [];
    private readonly Dictionary<string, (PlannedFault Fault, long From)> _held = [];
    private readonly int _planned = context.Plan.Faults.Count;
    private TimeSpan _blew;
    private TimeSpan _heldInAll;
    private int _passedOver;

    /// <summary>What was injected, in that order: what the spec expects to find in history.</summary>
    public IReadOnlyList<PlannedFault> Injected => [.. _injected];

    /// <summary>From the first fault to the storm's end, or to the stop.</summary>
    public async Task BlowAsync(CancellationToken stop)
    {
        var time = context.Lab.Time;
        var began = time.GetTimestamp();
        var due = context.Plan.Faults.SelectMany(f => new[] { (At: f.At!.Value, Begins: true, Fault: f), (At: f.Until!.Value, Begins: false, Fault: f) });
        // An end before a beginning at the same moment: the one makes room for the other.
        foreach (var (at, begins, fault) in due.OrderBy(d => d.At).ThenBy(d => d.Begins))
        {
            if (!await time.UntilAsync(began, at, stop))
                break;
            if (!begins)
                await RecoverAsync(fault);
            else if (fault.Until - time.GetElapsedTime(began) is { } left && left < Shortest && left < fault.Fault.Duration)
                PassOver(fault, "its time was over before the lab came to it");
            else
                await InjectAsync(fault);
        }

        await time.UntilAsync(began, options.Duration, stop);
        _blew = time.GetElapsedTime(began);
        foreach (var (_, from) in _held.Values)
            _heldInAll += time.GetElapsedTime(from);
    }

    /// <summary>The storm in numbers.</summary>
    public string Told() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_planned} faults planned in {options.Duration.TotalSeconds:0.#} s, {_injected.Count} injected, {_passedOver} passed over, {_heldInAll / _blew:0.00} at once on the average");

    private async Task InjectAsync(PlannedFault fault)
    {
        if (_held.Values.Select(h => h.Fault).FirstOrDefault(h => StormReach.Meet(h.Fault.Target, fault.Fault.Target, options.BothRegions)) is { } other)
        {
            PassOver(fault, $"{other.Fault.Target} is failed still");
            return;
        }

        context.MayBeFailed = true;
        try
        {
            // The storm ends it; where it cannot, being killed or without an answer, the fault ends by itself a little later.
            var lasting = fault with { Fault = new Fault(fault.Fault.Target, fault.Fault.Kind, Latest(fault)) };
            var active = await WithinAsync($"injecting {fault}", token => context.Lab.FailAsync(lasting, context.Scenario, token));
            _injected.Add(fault);
            _held[fault.Id] = (fault, context.Lab.Time.GetTimestamp());
            context.Say($"{fault} took effect: {active.Evidence}");
        }
        catch (FaultNotConfirmedException pretended)
        {
            // The verdict names it.
            _injected.Add(fault);
            context.Say(pretended.Message);
        }
        catch (Exception failed) when (failed is not MissedDeadlineException && !context.Cancellation.IsCancellationRequested)
        {
            // Unless it was refused, nobody knows whether it took hold; until it is over nothing else is failed that would meet it.
            if (failed is not UnusableFaultException)
                _held[fault.Id] = (fault, context.Lab.Time.GetTimestamp());
            PassOver(fault, failed.Message);
        }
    }

    private static TimeSpan Latest(PlannedFault fault)
    {
        var latest = (fault.Fault.Duration ?? TimeSpan.Zero) + Slack;
        return latest < Fault.Longest ? latest : Fault.Longest;
    }

    private async Task RecoverAsync(PlannedFault fault)
    {
        if (!_held.TryGetValue(fault.Id, out var held))
            return;
        try
        {
            var recovered = await WithinAsync($"recovering {fault.Fault.Target}", token => context.Lab.RecoverAsync([fault.Fault.Target], token));
            _held.Remove(fault.Id);
            _heldInAll += context.Lab.Time.GetElapsedTime(held.From);
            if (recovered.Count > 0)
                context.Say($"{fault.Id} {fault.Fault.Target} recovered");
        }
        catch (LabEnvironmentException stayed)
        {
            // It is tried again when the storm is over, and until then nothing else is failed that would meet it.
            context.Say($"{fault.Id}: {stayed.Message}");
        }
    }

    private void PassOver(PlannedFault fault, string why)
    {
        _passedOver++;
        context.Say($"{fault} was passed over: {why}");
    }

    private Task<T> WithinAsync<T>(string step, Func<CancellationToken, Task<T>> change) =>
        context.Lookout.WithinAsync(step, context.Request.Deadline, change);
}
