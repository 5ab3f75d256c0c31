using ActiveActive.Contracts.History;
using ActiveActive.Faults;

namespace ActiveActive.Simulation.Servers;

/// <summary>
/// Faults on one queue or one table of a region, as the emulator has them: refused calls fail at once, hanging ones when the fault
/// ends, without having been carried out; slow ones are carried out late.
/// </summary>
public sealed class FaultGate(Action<TimeSpan, Action> later)
{
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, FaultKind> _faults = [];
    private readonly Dictionary<string, List<Call>> _held = [];

    /// <summary>True while a fault keeps work from being done on a resource.</summary>
    public bool Holds(string resource) => _faults.Count > 0 && _faults.TryGetValue(resource, out var kind) && kind != FaultKind.Slow;

    /// <summary>The fault on a resource.</summary>
    public FaultKind? On(string resource) => _faults.TryGetValue(resource, out var kind) ? kind : null;

    /// <summary>Lets a call through when nothing holds it.</summary>
    public void Enter(Call call, string resource, Action execute, bool delayed = false)
    {
        if (_faults.Count == 0 || !_faults.TryGetValue(resource, out var kind))
        {
            execute();
            return;
        }

        switch (kind)
        {
            case FaultKind.Refuse:
                call.Refuse(new ServiceFault($"{resource} is failed: the service is unavailable"));
                break;
            case FaultKind.Hang:
                if (!_held.TryGetValue(resource, out var held))
                    _held[resource] = held = [];
                held.Add(call);
                break;
            default:
                if (delayed)
                    execute();
                else
                    later(Lateness, () => Enter(call, resource, execute, delayed: true));
                break;
        }
    }

    /// <summary>Begins a fault.</summary>
    public void Begin(string resource, FaultKind kind) => _faults[resource] = kind;

    /// <summary>Ends the fault on a resource.</summary>
    public void End(string resource)
    {
        _faults.Remove(resource);
        if (!_held.Remove(resource, out var held))
            return;
        foreach (var call in held)
            call.Refuse(new ServiceFault($"{resource} was failed: the service is unavailable"));
    }

    /// <summary>Faults do not outlive the process.</summary>
    public void Clear()
    {
        _faults.Clear();
        _held.Clear();
    }
}
