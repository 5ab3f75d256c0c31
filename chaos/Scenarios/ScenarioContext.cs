using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Faults;
using ActiveActive.Scenarios.Records;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios;

/// <summary>
/// The steps that scenarios are made of. Each is confirmed by what the lab shows, written to history with that evidence, and bounded:
/// until something was failed and recovered by the deadline for itself, after that by what the deadline leaves since the recovery.
/// </summary>
public sealed class ScenarioContext
{
    private static readonly TimeSpan StillFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StillWithin = TimeSpan.FromSeconds(10);

    private readonly ILab _lab;
    private readonly RunRequest _request;
    private readonly string _scenario;
    private readonly ScenarioRecords _records;
    private readonly IProgress<RunProgress> _progress;
    private readonly Lookout _lookout;
    private readonly CancellationToken _cancellation;
    private readonly DateTimeOffset _startedAt;
    private readonly List<string> _missing = [];
    private readonly List<Confirmation> _confirmed = [];

    internal ScenarioContext(
        ILab lab, RunRequest request, string scenario, FaultPlan plan, RecordInput input, long heldBefore,
        Action<Sample> keep, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        (_lab, _request, _scenario, _progress, _cancellation) = (lab, request, scenario, progress, cancellation);
        (Plan, _startedAt) = (plan, lab.Time.GetUtcNow());
        _lookout = new Lookout(lab, progress, status => keep(status.ToSample()), cancellation);
        _records = new ScenarioRecords(lab, input, _lookout, request.Deadline, heldBefore, cancellation);
        Rest = new Rest(this);
    }

    /// <summary>What is to fail; after a storm what was injected, for what never was cannot be expected.</summary>
    public FaultPlan Plan { get; internal set; }

    /// <summary>How many batches there are; they count from 1.</summary>
    public int Batches => _records.Batches;

    /// <summary>Records that the lab will hold when all that it was given so far has arrived, those of earlier runs included.</summary>
    public long Expected => _records.Expected;

    internal ILab Lab => _lab;

    internal RunRequest Request => _request;

    internal Lookout Lookout => _lookout;

    internal CancellationToken Cancellation => _cancellation;

    internal string Scenario => _scenario;

    /// <summary>Records in all batches.</summary>
    internal long Records => _records.Total;

    internal DateTimeOffset StartedAt => _startedAt;

    internal DateTimeOffset? LastRecoveryAt { get; private set; }

    internal DateTimeOffset? PublishedAt => _records.PublishedAt;

    /// <summary>How the lab came to rest.</summary>
    internal Rest Rest { get; }

    /// <summary>Steps that could not be confirmed, in words.</summary>
    internal IReadOnlyList<string> Missing => _missing;

    /// <summary>Steps that were.</summary>
    internal IReadOnlyList<Confirmation> Confirmed => _confirmed;

    /// <summary>True from the first injection until everything is recovered.</summary>
    internal bool MayBeFailed { get; set; }

    /// <summary>
    /// What the deadline leaves, as the spec counts: from the last recovery or the last acknowledgement, whichever is later. Before the
    /// recovery nothing counts.
    /// </summary>
    internal TimeSpan Left => (Plan.Faults.Count == 0 || LastRecoveryAt is not null ? Later(LastRecoveryAt, PublishedAt) : null) is { } since
        ? TimeSpan.FromTicks(Math.Max(0, (since + _request.Deadline - _lab.Time.GetUtcNow()).Ticks))
        : _request.Deadline;

    /// <summary>Publishes a batch, confirmed by the acknowledgement of every record of it.</summary>
    /// <exception cref="MissedDeadlineException">It took longer than it may.</exception>
    public async Task<PublishedBatch> PublishAsync(int batch)
    {
        var count = _records.Count(batch);
        Say($"publishing batch {batch}: {count} records");
        var published = await _records.PublishAsync(batch);
        MissUnlessWhole(published, count);
        var where = string.Join(", ", Region.All.Select(r => $"{published.In(r)} in {r}"));
        Confirm($"batch {batch} was acknowledged", $"{published.Acknowledged} of {count} records, {where}, {published.Retried} sends repeated", batch);
        return published;
    }

    /// <summary>Publishes the first half of a batch's records, for something to happen in its middle; <see cref="PublishAsync"/> goes on with the rest.</summary>
    /// <returns>The ids of that half.</returns>
    /// <exception cref="MissedDeadlineException">It took longer than it may.</exception>
    public async Task<IReadOnlySet<string>> PublishFirstHalfAsync(int batch)
    {
        var half = (int)(_records.Count(batch) / 2);
        Say($"publishing the first {half} records of batch {batch}");
        var ids = await _records.KeysOfAsync(batch, half);
        var published = await _records.PublishFirstAsync(batch, half);
        Confirm($"half of batch {batch} was acknowledged", $"{published.Acknowledged} records, {published.Retried} sends repeated", batch);
        return ids;
    }

    /// <summary>Publishes one of many batches: nobody looks meanwhile, and no step is confirmed for it alone.</summary>
    internal async Task<PublishedBatch> PublishOneOfManyAsync(int batch, CancellationToken abandon)
    {
        var published = await _records.PublishUnwatchedAsync(batch, abandon);
        MissUnlessWhole(published, _records.Count(batch));
        return published;
    }

    /// <summary>Records before a batch.</summary>
    internal long Before(int batch) => _records.Before(batch);

    /// <summary>Publishes a batch and waits until it is in every store, in both regions, and at the destination.</summary>
    /// <exception cref="MissedDeadlineException">It took longer than it may.</exception>
    public async Task<PublishedBatch> DeliverAsync(int batch)
    {
        var published = await PublishAsync(batch);
        var status = await _lookout.UntilAsync($"delivering batch {batch}", Left, HasArrived, status => status.Evidence());
        Confirm($"batch {batch} was delivered", status.Evidence(), batch);
        return published;
    }

    /// <summary>Injects every fault of the plan, in order. One that does not take effect is noted, and the verdict will name it.</summary>
    public async Task InjectAsync()
    {
        MayBeFailed = true;
        foreach (var fault in Plan.Faults)
            await InjectAsync(fault);
        Confirm($"{Plan.Faults.Count} faults were injected", (await _lookout.LookAsync(_cancellation)).Evidence());
    }

    /// <summary>Injects one fault of the plan. If it does not take effect that is noted, and the verdict will name it.</summary>
    public async Task InjectAsync(PlannedFault fault)
    {
        MayBeFailed = true;
        try
        {
            var active = await _lookout.WithinAsync(
                $"injecting {fault}", _request.Deadline, token => _lookout.WatchAsync(_lab.FailAsync(fault, _scenario, token), token));
            Say($"{fault} took effect: {active.Evidence}");
        }
        catch (FaultNotConfirmedException pretended)
        {
            Say(pretended.Message);
        }
    }

    /// <summary>Waits until the lab is in the state that the scenario is about, and keeps what showed it.</summary>
    /// <param name="what">The state, in words, past tense.</param>
    /// <param name="unmet">What a status lacks of it, in words; null when it lacks nothing.</param>
    /// <exception cref="MissedDeadlineException">It did not come to that. The verdict can be no Pass, and names what was lacking.</exception>
    public async Task ConfirmAsync(string what, Func<LabStatus, string?> unmet, int? batch = null)
    {
        try
        {
            var status = await _lookout.UntilAsync($"waiting until {what}", _request.Deadline, unmet);
            Confirm(what, status.Evidence(), batch);
        }
        catch (MissedDeadlineException missed)
        {
            _missing.Add($"not confirmed: {missed.Message}");
            throw;
        }
    }

    /// <summary>Keeps what a scenario has found out by itself.</summary>
    public void Confirm(string what, string evidence, int? batch = null)
    {
        _confirmed.Add(new Confirmation(_lab.Time.GetUtcNow(), what, evidence, batch));
        var step = $"{what}: {evidence}";
        _lab.History.Write(new HistoryEvent(HistoryEvents.Step) { By = _scenario, Batch = batch, Detail = step });
        Say(step);
    }

    /// <summary>The ids of a batch's records.</summary>
    public Task<IReadOnlySet<string>> KeysOfAsync(int batch) => _records.KeysOfAsync(batch);

    /// <summary>The keys of every replica's rows, as they are at this moment.</summary>
    public async Task<IReadOnlyDictionary<Replica, IReadOnlySet<string>>> ReadKeysAsync()
    {
        var keys = new Dictionary<Replica, IReadOnlySet<string>>();
        foreach (var replica in Replica.All)
            keys[replica] = await ReadKeysAsync(replica);
        return keys;
    }

    /// <summary>The keys of one replica's rows, as they are at this moment.</summary>
    public Task<IReadOnlySet<string>> ReadKeysAsync(Replica replica) =>
        _lookout.WithinAsync<IReadOnlySet<string>>($"reading {replica.Component}", _request.Deadline, async token =>
        {
            var keys = new HashSet<string>();
            await foreach (var row in _lab.ReadRowsAsync(replica, token))
                keys.Add(row.Id);
            return keys;
        });

    /// <summary>Waits until what can move has moved: two looks a second apart show the same. A lab that never stands still is left moving.</summary>
    public async Task StandStillAsync()
    {
        var began = _lab.Time.GetTimestamp();
        var before = await _lookout.LookAsync(_cancellation);
        while (true)
        {
            await Task.Delay(StillFor, _lab.Time, _cancellation);
            var now = await _lookout.LookAsync(_cancellation);
            var still = now.Fingerprint() == before.Fingerprint();
            if (still || _lab.Time.GetElapsedTime(began) >= StillWithin)
            {
                Confirm(still ? "nothing moved for a second" : "records still moved after ten seconds", now.Evidence());
                return;
            }

            before = now;
        }
    }

    /// <summary>Recovers everything that is failed. The deadline counts from its end.</summary>
    /// <exception cref="MissedDeadlineException">It took longer than it may.</exception>
    public async Task RecoverAsync()
    {
        var recovered = await _lookout.WithinAsync(
            "recovery", _request.Deadline, token => _lookout.WatchAsync(_lab.RecoverAsync(null, token), token));
        MayBeFailed = false;
        LastRecoveryAt = _lab.Time.GetUtcNow();
        Confirm("recovered", recovered.Count == 0 ? "nothing was left to recover" : string.Join(", ", recovered));
    }

    /// <summary>
    /// Waits until all queues are empty, every record is in every store, in both regions, and at the destination, and every component
    /// works: the steady state that a run starts from is the one that it ends in. Then until the table's items are the same in both regions.
    /// </summary>
    /// <exception cref="MissedDeadlineException">The deadline came first.</exception>
    public Task ComeToRestAsync() => Rest.ComeAsync();

    /// <summary>Notes that the run ends before its time. Whatever the whole evidence says, that is no Pass.</summary>
    internal void StopEarly(string why)
    {
        Confirm("the run was stopped early", why);
        Miss($"the run was stopped early: {why}");
    }

    /// <summary>Notes what could not be confirmed.</summary>
    internal void Miss(string what) => _missing.Add(what);

    /// <summary>Tells the user.</summary>
    internal void Say(string step) => _progress.Report(new RunProgress { Step = step });

    /// <summary>Tells the user what has held so far.</summary>
    internal void Say(HeldSoFar held) => _progress.Report(new RunProgress { SoFar = held });

    /// <summary>True when nothing is on its way any more.</summary>
    internal bool HasArrived(LabStatus status) => status.Drained && status.Holds(Expected);

    private void MissUnlessWhole(PublishedBatch published, long count)
    {
        if (published.Acknowledged != count)
            Miss($"batch {published.Batch}: the source reported {published.Acknowledged} of {count} records acknowledged");
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}
