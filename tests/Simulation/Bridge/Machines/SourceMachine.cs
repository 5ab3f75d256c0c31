using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Simulation.Bridge.Machines;

/// <summary>
/// The source: batches in order, each record published until a queue acknowledges it and never after that, a batch published when every
/// record of it is acknowledged.
/// </summary>
internal sealed class SourceMachine : IMachine
{
    private readonly Dictionary<string, Sending> _records = [];
    private readonly Dictionary<string, int>? _given;
    private readonly Dictionary<int, int> _sizes = [];
    private readonly Dictionary<int, int> _acknowledged = [];
    private readonly Dictionary<int, int> _published = [];
    private int _batch;

    public SourceMachine(Recorded run)
    {
        if (run.Evidence.Given is not { } given)
            return;
        _given = given.DistinctBy(g => g.Id).ToDictionary(g => g.Id, g => g.Batch);
        foreach (var g in given)
            _sizes[g.Batch] = _sizes.GetValueOrDefault(g.Batch) + 1;
    }

    public string Name => "record source";

    public Objection? Take(Move move)
    {
        if (move.Event is not { Component: Components.RecordSource } e)
            return null;
        return e.Event switch
        {
            HistoryEvents.Publishing => Publish(e),
            HistoryEvents.Acknowledged or HistoryEvents.Refused or HistoryEvents.Unknown => Outcome(e),
            HistoryEvents.BatchPublished => Complete(e),
            _ => null,
        };
    }

    private Objection? Publish(HistoryEvent e)
    {
        var (record, batch) = (e.Record!, e.Batch ?? 0);
        if (_given is not null && (!_given.TryGetValue(record, out var given) || given != batch))
            return No(e, $"the source was given no record {record} in batch {batch}", "records of records.jsonl");
        if (batch < _batch)
            return No(e, $"batch {_batch} had begun", $"records of batch {_batch} or later");
        if (batch > _batch && _batch > 0 && (!_published.ContainsKey(_batch) || _acknowledged.GetValueOrDefault(_batch) < _sizes.GetValueOrDefault(_batch)))
            return No(e, $"batch {_batch} was not published yet", $"records of batch {_batch}, or its '{HistoryEvents.BatchPublished}'");
        if (_records.TryGetValue(record, out var known))
        {
            if (known.Acknowledged)
                return No(e, "it was acknowledged already", "nothing more of this record by the source");
            var again = known.Life != e.Life || e.Attempt == 1;
            if (!again && known.Open)
                return No(e, $"attempt {known.Attempt} had no outcome yet", $"'{HistoryEvents.Acknowledged}', '{HistoryEvents.Refused}' or '{HistoryEvents.Unknown}'");
            if (!again && e.Attempt <= known.Attempt)
                return No(e, $"attempt {known.Attempt} was before it", $"an attempt after {known.Attempt}");
        }

        _batch = batch;
        _records[record] = new Sending(batch, e.Life, e.Attempt ?? 0, e.Region, Open: true, Acknowledged: false);
        return null;
    }

    private Objection? Outcome(HistoryEvent e)
    {
        if (!_records.TryGetValue(e.Record!, out var known) || !known.Open || known.Life != e.Life || known.Attempt != e.Attempt || known.Host != e.Region)
            return No(e, $"no attempt {e.Attempt} at {e.Region} was under way", $"'{HistoryEvents.Publishing}' first");
        var acknowledged = e.Event == HistoryEvents.Acknowledged;
        _records[e.Record!] = known with { Open = false, Acknowledged = acknowledged };
        if (acknowledged)
            _acknowledged[e.Batch ?? 0] = _acknowledged.GetValueOrDefault(e.Batch ?? 0) + 1;
        return null;
    }

    private Objection? Complete(HistoryEvent e)
    {
        // A batch may be handed over in parts, each of which says so; of a part that was cut off nobody says it.
        var batch = e.Batch ?? 0;
        var (acknowledged, said) = (_acknowledged.GetValueOrDefault(batch), _published.GetValueOrDefault(batch) + (e.Count ?? 0));
        var open = _records.Values.Count(r => r.Batch == batch && !r.Acknowledged);
        if (open > 0 || said > acknowledged)
        {
            return No(e, $"{acknowledged} records of batch {batch} were acknowledged and {open} were not, and it says {said}",
                $"'{HistoryEvents.Acknowledged}' of the others first");
        }

        _published[batch] = said;
        return null;
    }

    private static Objection No(HistoryEvent e, string why, string allowed) => new(e.Region is null ? Components.RecordSource : $"queue {e.Queue} at {e.Region}", why, allowed);

    private sealed record Sending(int Batch, string Life, int Attempt, string? Host, bool Open, bool Acknowledged);
}
