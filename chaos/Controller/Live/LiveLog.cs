using System.Net.ServerSentEvents;

namespace ActiveActive.Controller;

/// <summary>
/// What the live stream has to say, for as many readers as come. A reader who is slow loses statuses that newer ones have replaced, and
/// the oldest moves; nothing is kept for anybody in particular.
/// </summary>
internal sealed class LiveLog
{
    // A minute of a thousand events a second is more than a page can show.
    private const int MostMoves = 20_000;

    // Twenty minutes at the quick pace.
    private const int MostPoints = 2_400;

    private readonly Lock _lock = new();
    private readonly Queue<LiveMove> _moves = [];
    private readonly Queue<LivePoint> _points = [];
    private LiveStatus? _status;
    private long _statusNumber;
    private long _lastMove;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where a reader stands.</summary>
    /// <param name="Status">Number of the last status read.</param>
    /// <param name="Move">Number of the last move read.</param>
    internal readonly record struct Place(long Status, long Move);

    /// <summary>A newer status replaces the one before.</summary>
    public void Write(LiveStatus status)
    {
        lock (_lock)
        {
            (_status, _statusNumber) = (status, _statusNumber + 1);
            // Of a queue that does not answer it is not known how many wait, and so not of all.
            long? waiting = status.Lab.Queues.Any(q => q.Depth is null) ? null : status.Lab.Queues.Sum(q => q.Depth);
            _points.Enqueue(new LivePoint(status.Lab.At, status.Published, status.Lab.Delivered, waiting, status.Lab.Faults.Count));
            if (_points.Count > MostPoints)
                _points.Dequeue();
        }

        Signal();
    }

    /// <summary>Adds moves.</summary>
    public void Write(IReadOnlyList<LiveMove> moves)
    {
        lock (_lock)
        {
            foreach (var move in moves)
            {
                _moves.Enqueue(move);
                if (_moves.Count > MostMoves)
                    _moves.Dequeue();
            }

            _lastMove += moves.Count;
        }

        Signal();
    }

    /// <summary>The past, and the place after it.</summary>
    public (LiveEvent Past, Place Place) Begin()
    {
        lock (_lock)
            return (new LiveEvent { Past = [.. _points] }, new Place(0, _lastMove));
    }

    /// <summary>What is new after a place; <c>Changed</c> ends when there is more.</summary>
    public (IReadOnlyList<SseItem<LiveEvent>> Events, Place Place, Task Changed) After(Place place)
    {
        lock (_lock)
        {
            var events = new List<SseItem<LiveEvent>>();
            var unread = (int)Math.Min(_lastMove - place.Move, _moves.Count);
            if (unread > 0)
                events.Add(Item(new LiveEvent { Moves = [.. _moves.Skip(_moves.Count - unread)] }));
            if (_status is not null && _statusNumber > place.Status)
                events.Add(Item(new LiveEvent { Status = _status }));
            return (events, new Place(_statusNumber, _lastMove), _changed.Task);
        }
    }

    /// <summary>An event under its name.</summary>
    public static SseItem<LiveEvent> Item(LiveEvent e) => new(e, e.Name);

    private void Signal()
    {
        TaskCompletionSource changed;
        lock (_lock)
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        changed.SetResult();
    }
}
