using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>
/// What a run has said, for as many readers as come and whenever they come. A reader sees every step and the end; of the lab's
/// status only the latest, so that one who reads slowly, or comes late, costs no memory.
/// </summary>
internal sealed class RunJournal
{
    // A run of an hour says some hundreds; what goes beyond is lost from the front, and the numbers show it.
    private const int MaxKept = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<RunEvent> _kept = [];
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RunEvent? _status;
    private long _last;
    private bool _complete;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the first event.</summary>
    public Task Begun => _begun.Task;

    /// <summary>The steps so far, in order.</summary>
    public IReadOnlyList<string> Steps
    {
        get
        {
            lock (_lock)
                return [.. _kept.Select(e => e.Step).OfType<string>()];
        }
    }

    /// <summary>Writes progress down; a result is not progress, for it comes when what the run failed has been looked after.</summary>
    public void Write(RunProgress progress)
    {
        if (progress.Result is null)
            Write(new RunEvent { Step = progress.Step, Status = progress.Status, SoFar = progress.SoFar });
    }

    /// <summary>Writes an event down; after the last one, nothing.</summary>
    public void Write(RunEvent written)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            if (_complete)
                return;
            var numbered = written with { Id = ++_last };
            if (numbered.Status is not null)
                _status = numbered;
            else
                _kept.Enqueue(numbered);
            if (_kept.Count > MaxKept)
                _kept.Dequeue();
            _complete = numbered.IsLast;
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        _begun.TrySetResult();
        changed.SetResult();
    }

    /// <summary>The events after number <paramref name="after"/>, and those to come, up to the last.</summary>
    public async IAsyncEnumerable<SseItem<RunEvent>> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var (events, changed) = Since(after);
            foreach (var e in events)
            {
                after = e.Id;
                yield return new SseItem<RunEvent>(e, e.Name) { EventId = e.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            }

            if (changed is null)
                yield break;
            await changed.WaitAsync(cancellation);
        }
    }

    private (IReadOnlyList<RunEvent> Events, Task? Changed) Since(long after)
    {
        lock (_lock)
        {
            var kept = _status is { } status ? _kept.Append(status) : _kept;
            return ([.. kept.Where(e => e.Id > after).OrderBy(e => e.Id)], _complete ? null : _changed.Task);
        }
    }
}
