namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>
/// The rows that this region wrote, in the order of their last write: what the other regions pull. An entry whose row has moved
/// on is dead; the row stands further back, with its newest content. So the log never outgrows the table by more than half.
/// </summary>
public sealed class OutLog
{
    /// <summary>Above this many entries a count of what is pending may include dead ones, to stay cheap.</summary>
    private const int CountedExactly = 20_000;

    private List<(long Sequence, Row Row)> _entries = [];
    private bool _sorted = true;
    private int _dead;

    /// <summary>The last sequence given.</summary>
    public long Head { get; private set; }

    /// <summary>The row has this sequence now, or with 0 none any more; what it had before is dead.</summary>
    public void Move(Row row, long sequence)
    {
        if (row.Sequence > 0)
            _dead++;
        row.Sequence = sequence;
        if (sequence > 0)
        {
            _sorted &= sequence > Head;
            Head = Math.Max(Head, sequence);
            _entries.Add((sequence, row));
        }

        if (_dead > 1024 && _dead > _entries.Count / 2)
            DropDead();
    }

    /// <summary>Goes on after a sequence that the log has already given, in a snapshot that no longer has its row.</summary>
    public void Skip(long sequence) => Head = Math.Max(Head, sequence);

    /// <summary>The rows after a sequence, oldest first.</summary>
    public IEnumerable<Row> After(long sequence)
    {
        for (var i = IndexAfter(sequence); i < _entries.Count; i++)
        {
            var (given, row) = _entries[i];
            if (row.Sequence == given)
                yield return row;
        }
    }

    /// <summary>How many rows follow a sequence.</summary>
    public int CountAfter(long sequence)
    {
        var index = IndexAfter(sequence);
        var upTo = _entries.Count - index;
        return _dead == 0 || upTo > CountedExactly ? upTo : After(sequence).Count();
    }

    private int IndexAfter(long sequence)
    {
        if (!_sorted)
        {
            _entries.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));
            _sorted = true;
        }

        var (low, high) = (0, _entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_entries[middle].Sequence > sequence)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private void DropDead()
    {
        _entries = [.. _entries.Where(e => e.Row.Sequence == e.Sequence)];
        _dead = 0;
    }
}
