using ActiveActive.Contracts;
using ActiveActive.DnsRouter.Configuration;
using ActiveActive.DnsRouter.Wire;

namespace ActiveActive.DnsRouter.Routing;

/// <summary>
/// A name in service. Its state is a value that is replaced as a whole; the rotation begins anew only when the shares have
/// changed, so that a health check that finds nothing new does not disturb the alternation.
/// </summary>
public sealed class RecordSet
{
    private readonly Lock _gate = new();
    private readonly RecordData[] _values;
    private readonly RecordData[] _texts;
    private readonly SeededChance _chance;
    private RecordSetState _state;
    private int[] _shares;
    private IRotation _rotation;

    /// <summary>The set as its definition says, nothing known of health yet.</summary>
    public RecordSet(RecordSetDefinition definition, ulong seed, DateTimeOffset now)
    {
        Definition = definition;
        Name = DnsName.Parse(definition.Name);
        _values = [.. definition.Targets.Select(t => t.ToData())];
        _texts = [.. definition.Texts.Select(t => new RecordData.Text([.. System.Text.Encoding.UTF8.GetBytes(t).Chunk(255)]))];
        _chance = new SeededChance(seed).Fork(definition.Name);
        _state = RecordSetState.Initial(definition, now);
        _shares = _state.Shares();
        _rotation = Rotation();
    }

    /// <summary>Its name.</summary>
    public DnsName Name { get; }

    /// <summary>As the file describes it.</summary>
    public RecordSetDefinition Definition { get; }

    /// <summary>State and shares, of one moment.</summary>
    public (RecordSetState State, IReadOnlyList<int> Shares) Snapshot()
    {
        lock (_gate)
            return (_state, _shares);
    }

    /// <summary>Replaces the state.</summary>
    /// <returns>The shares before and after.</returns>
    public (IReadOnlyList<int> Before, IReadOnlyList<int> After) Change(Func<RecordSetState, RecordSetState> change)
    {
        lock (_gate)
        {
            var before = _shares;
            _state = change(_state);
            _shares = _state.Shares();
            if (!before.SequenceEqual(_shares))
                _rotation = Rotation();
            return (before, _shares);
        }
    }

    /// <summary>
    /// Answers a question of <paramref name="type"/>; empty when it has none of that type. Only an answer that holds a target
    /// moves the rotation: a client that asks for A and AAAA takes one turn, not two.
    /// </summary>
    public IReadOnlyList<RecordData> Answer(DnsType type)
    {
        if (Definition.Policy == RoutingPolicy.Simple)
            return [.. _values.Concat(_texts).Where(v => Fits(v, type))];
        if (!Fits(_values[0], type))
            return [];
        lock (_gate)
            return [_values[_rotation.Next()]];
    }

    private static bool Fits(RecordData value, DnsType type) => value.Type == type || type == DnsType.Any || value.Type == DnsType.Cname;

    private IRotation Rotation() => Definition is { Policy: RoutingPolicy.Weighted, Mode: WeightedMode.Random }
        ? new SeededRotation(_shares, _chance)
        : new SmoothRotation(_shares);
}
