namespace ActiveActive.Spec;

/// <summary>Gathers what one invariant finds. A run that lost a hundred thousand records is told in a hundred lines and a count.</summary>
public sealed class FindingBuilder(IInvariant invariant)
{
    /// <summary>Entries of each list; more are counted, not listed.</summary>
    public const int MostListed = 100;

    private readonly List<Violation> _violations = [];
    private readonly List<string> _waiting = [];
    private readonly List<string> _unknown = [];
    private readonly HashSet<string> _records = [];
    private int _unnamedRecords;
    private int _unlistedUnknown;

    /// <summary>How many violations there are so far.</summary>
    public int ViolationCount { get; private set; }

    /// <summary>True while nothing speaks against the invariant.</summary>
    public bool Clean => ViolationCount == 0 && _waiting.Count == 0 && _unknown.Count == 0;

    /// <summary>The invariant does not hold here. <paramref name="unnamed"/> counts records that it concerns and that cannot be told apart.</summary>
    public void Violated(string? record, string? component, string what, int unnamed = 0)
    {
        ViolationCount++;
        _unnamedRecords += unnamed;
        if (record is not null)
            _records.Add(record);
        if (_violations.Count < MostListed)
            _violations.Add(new Violation(invariant.Name, record, component, what));
    }

    /// <summary>Something was still on its way.</summary>
    public void Waits(string what) => _waiting.Add(what);

    /// <summary>Something cannot be told.</summary>
    public void Unknown(string what)
    {
        if (_unknown.Count < MostListed)
            _unknown.Add(what);
        else
            _unlistedUnknown++;
    }

    /// <summary>The finding; <paramref name="evidence"/> is the sentence with the counts.</summary>
    public Finding Found(string evidence)
    {
        if (_unlistedUnknown > 0)
            _unknown.Add($"and {_unlistedUnknown} more");
        var status = ViolationCount > 0 ? FindingStatus.Violated
            : _waiting.Count > 0 ? FindingStatus.Waiting
            : _unknown.Count > 0 ? FindingStatus.Unknown
            : FindingStatus.Held;
        return new Finding(invariant.Number, invariant.Name, status, evidence, ViolationCount, _records.Count + _unnamedRecords, _violations, _waiting, _unknown);
    }
}
