using ActiveActive.Contracts.History;
using ActiveActive.Faults;
using ActiveActive.Scenarios.Records;

namespace ActiveActive.Scenarios;

/// <summary>
/// The steps that scenarios are made of. Each is confirmed by what the lab shows, written to history with that evidence, and bounded:
/// until something was failed and recovered by the deadline for itself, after that by what the deadline leaves since the recovery.
/// </summary>
public sealed class ScenarioContext
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan StillFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StillWithin = TimeSpan.FromSeconds(10);

    private readonly ILab _lab;
    private readonly RunRequest _request;
    private readonly string _scenario;
    private readonly RecordInput _input;
    private readonly IProgress<RunProgress> _progress;
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancellation;
    private readonly DateTimeOffset _startedAt;
    private readonly List<string> _missing = [];
    private long _published;

    internal ScenarioContext(
        ILab lab, RunRequest request, string scenario, FaultPlan plan, RecordInput input, long heldBefore,
        IProgress<RunProgress> progress, TimeProvider time, CancellationToken cancellation)
    {
        (_lab, _request, _scenario, _input, _progress, _time, _cancellation) = (lab, request, scenario, input, progress, time, cancellation);
        (Plan, _published, _startedAt) = (plan, heldBefore, time.GetUtcNow());
    }

    /// <summary>What is to fail.</summary>
    public FaultPlan Plan { get; }

    /// <summary>How many batches there are; they count from 1.</summary>
    public int Batches => _input.Plan.Slices.Count;

    internal DateTimeOffset StartedAt => _startedAt;

    internal DateTimeOffset? LastRecoveryAt { get; private set; }

    internal DateTimeOffset? PublishedAt { get; private set; }

    internal DateTimeOffset? CameToRestAt { get; private set; }

    /// <summary>Steps that could not be confirmed, in words.</summary>
    internal IReadOnlyList<string> Missing => _missing;

    /// <summary>True from the first injection until everything is recovered.</summary>
    internal bool MayBeFailed { get; private set; }

    // As the spec counts: from the last recovery or the last acknowledgement, whichever is later. Before the recovery nothing counts.
    private TimeSpan Left => (Plan.Faults.Count == 0 || LastRecoveryAt is not null ? Later(LastRecoveryAt, PublishedAt) : null) is { } since
        ? TimeSpan.FromTicks(Math.Max(0, (since + _request.Deadline - _time.GetUtcNow()).Ticks))
        : _request.Deadline;

    /// <summary>Publishes a batch, confirmed by the acknowledgement of every record of it.</summary>
    /// <exception cref="MissedDeadlineException">It took longer than it may.</exception>
    public async Task PublishAsync(int batch)
    {
        var count = _input.Plan.Slices[batch - 1].Count;
        Say($"publishing batch {batch}: {count} records");
        _published += count;
        var published = await PublishWhileItMovesAsync(batch);
        PublishedAt = _time.GetUtcNow();
        if (published.Acknowledged != count)
            _missing.Add($"batch {batch}: the source reported {published.Acknowledged} of {count} records acknowledged");
        Confirm($"batch {batch} was acknowledged: {published.Acknowledged} of {count} records, {published.Retried} sends repeated", batch);
    }

    /// <summary>Publishes a batch and waits until it is in every store, in both regions, and at the destination.</summary>
    /// <exception cref="MissedDeadlineException">It took longer than it may.</exception>
    public async Task DeliverAsync(int batch)
    {
        await PublishAsync(batch);
        var status = await UntilAllHoldsAsync($"delivering batch {batch}");
        Confirm($"batch {batch} was delivered: {status.Evidence()}", batch);
    }

    /// <summary>Injects every fault of the plan, in order. One that does not take effect is noted, and the verdict will name it.</summary>
    public async Task InjectAsync()
    {
        MayBeFailed = true;
        foreach (var fault in Plan.Faults)
        {
            try
            {
                var active = await WithinAsync($"injecting {fault}", _request.Deadline, token => WatchAsync(_lab.FailAsync(fault, _scenario, token), token));
                Say($"{fault} took effect: {active.Evidence}");
            }
            catch (FaultNotConfirmedException pretended)
            {
                Say(pretended.Message);
            }
        }

        Confirm($"{Plan.Faults.Count} faults were injected: {(await LookAsync(_cancellation)).Evidence()}");
    }

    /// <summary>Waits until what can move has moved: two looks a second apart show the same. A lab that never stands still is left moving.</summary>
    public async Task StandStillAsync()
    {
        var began = _time.GetTimestamp();
        var before = await LookAsync(_cancellation);
        while (true)
        {
            await Task.Delay(StillFor, _time, _cancellation);
            var now = await LookAsync(_cancellation);
            var still = now.Fingerprint() == before.Fingerprint();
            if (still || _time.GetElapsedTime(began) >= StillWithin)
            {
                Confirm($"{(still ? "nothing moved for a second" : "records still moved after ten seconds")}: {now.Evidence()}");
                return;
            }

            before = now;
        }
    }

    /// <summary>Recovers everything that is failed. The deadline counts from its end.</summary>
    /// <exception cref="MissedDeadlineException">It took longer than it may.</exception>
    public async Task RecoverAsync()
    {
        var recovered = await WithinAsync("recovery", _request.Deadline, token => WatchAsync(_lab.RecoverAsync(null, token), token));
        MayBeFailed = false;
        LastRecoveryAt = _time.GetUtcNow();
        Confirm(recovered.Count == 0 ? "nothing was left to recover" : $"{string.Join(", ", recovered)} recovered");
    }

    /// <summary>Waits until all queues are empty and every record is in every store, in both regions, and at the destination.</summary>
    /// <exception cref="MissedDeadlineException">The deadline came first.</exception>
    public async Task ComeToRestAsync()
    {
        var status = await UntilAllHoldsAsync("coming to rest");
        CameToRestAt = _time.GetUtcNow();
        Confirm($"everything came to rest: {status.Evidence()}");
    }

    /// <summary>Notes what could not be confirmed.</summary>
    internal void Miss(string what) => _missing.Add(what);

    /// <summary>Tells the user.</summary>
    internal void Say(string step) => _progress.Report(new RunProgress { Step = step });

    private void Confirm(string step, int? batch = null)
    {
        _lab.History.Write(new HistoryEvent(HistoryEvents.Step) { By = _scenario, Batch = batch, Detail = step });
        Say(step);
    }

    private Task<LabStatus> UntilAllHoldsAsync(string step) => WithinAsync(step, Left, async token =>
    {
        while (true)
        {
            var status = await LookAsync(token);
            if (status.Drained && status.Holds(_published))
                return status;
            await Task.Delay(Beat, _time, token);
        }
    });

    private async Task<LabStatus> LookAsync(CancellationToken cancellation)
    {
        var status = await _lab.ObserveAsync(cancellation);
        _progress.Report(new RunProgress { Status = status });
        return status;
    }

    /// <summary>However long it is, a batch may be published as long as records move; only standing still is bounded.</summary>
    private async Task<PublishedBatch> PublishWhileItMovesAsync(int batch)
    {
        using var patience = new CancellationTokenSource(_request.Deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _cancellation);
        var work = _lab.PublishAsync(batch, _input.ReadAsync(batch, either.Token), either.Token);
        try
        {
            var before = "";
            while (await Task.WhenAny(work, Task.Delay(Beat, _time, either.Token)) != work && !either.IsCancellationRequested)
            {
                var now = (await LookAsync(either.Token)).Fingerprint();
                if (now != before)
                    patience.CancelAfter(_request.Deadline);
                before = now;
            }

            return await work;
        }
        catch (Exception late) when (patience.IsCancellationRequested && !_cancellation.IsCancellationRequested)
        {
            // The source may still be ending what it had begun.
            await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new MissedDeadlineException($"publishing batch {batch}, with nothing moving,", _request.Deadline, late);
        }
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    /// <summary>Shows the lab as it is while something long goes on.</summary>
    private async Task<T> WatchAsync<T>(Task<T> work, CancellationToken cancellation)
    {
        while (await Task.WhenAny(work, Task.Delay(Beat, _time, cancellation)) != work && !cancellation.IsCancellationRequested)
            await LookAsync(cancellation);
        return await work;
    }

    private async Task<T> WithinAsync<T>(string step, TimeSpan limit, Func<CancellationToken, Task<T>> work)
    {
        using var deadline = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _cancellation);
        try
        {
            return await work(either.Token);
        }
        catch (Exception late) when (deadline.IsCancellationRequested && !_cancellation.IsCancellationRequested)
        {
            throw new MissedDeadlineException(step, limit, late);
        }
    }
}
