using ActiveActive.Simulation.Programs;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Lab;

/// <summary>Lets programs die between any two of their steps, as the weather says, and has a supervisor start them again.</summary>
internal sealed class Deaths(LabParts parts, IReadOnlyList<Death> planned, Func<string, bool> isFailed)
{
    private readonly List<Death> _left = [.. planned];
    private readonly HashSet<string> _dead = [];

    /// <summary>From here on they die.</summary>
    public void Begin()
    {
        if (_left.Count > 0)
            parts.World.BeforeStep = MayGoOn;
    }

    /// <summary>Somebody wants a component to be there now, if only to fail it.</summary>
    public void Undo(string component)
    {
        if (_dead.Remove(component))
            FaultSwitch.Revive(parts.All[component]);
    }

    private bool MayGoOn(Life life)
    {
        for (var i = 0; i < _left.Count; i++)
        {
            var death = _left[i];
            if (death.Component != life.Component || life.Steps < death.AfterSteps || isFailed(death.Component))
                continue;
            _left.RemoveAt(i);
            Die(parts.All[death.Component], death);
            return false;
        }

        return true;
    }

    private void Die(IPart part, Death death)
    {
        var life = part.Life;
        part.Stop(inOrder: false);
        _dead.Add(part.Component);
        parts.World.After(death.BackAfter, parts.World.Outside, () =>
        {
            if (ReferenceEquals(part.Life, life))
                Undo(part.Component);
        });
    }
}
