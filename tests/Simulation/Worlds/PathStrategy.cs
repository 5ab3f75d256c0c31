namespace ActiveActive.Simulation.Worlds;

/// <summary>
/// Follows a path of choices, and beyond its end takes the first; how many there were is noted, so that the path after it can be told.
/// Steps that do not matter are taken at once and are no choice.
/// </summary>
public sealed class PathStrategy(IReadOnlyList<int> path, Func<Step, bool> matters) : IStrategy
{
    private readonly List<(int Taken, int Of)> _choices = [];

    /// <summary>At each choice, which step was taken, and of how many.</summary>
    public IReadOnlyList<(int Taken, int Of)> Choices => _choices;

    /// <summary>The path after this one, in the order of a depth-first search; null after the last.</summary>
    public IReadOnlyList<int>? Next
    {
        get
        {
            for (var i = _choices.Count - 1; i >= 0; i--)
            {
                if (_choices[i].Taken + 1 < _choices[i].Of)
                    return [.. _choices.Take(i).Select(c => c.Taken), _choices[i].Taken + 1];
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public int Pick(IReadOnlyList<Step> ready)
    {
        for (var i = 0; i < ready.Count; i++)
        {
            if (!matters(ready[i]))
                return i;
        }

        var taken = _choices.Count < path.Count ? path[_choices.Count] : 0;
        if (taken >= ready.Count)
            throw new InvalidOperationException($"the path takes step {taken} where only {ready.Count} are ready: the same choices did not lead to the same place");
        _choices.Add((taken, ready.Count));
        return taken;
    }
}
