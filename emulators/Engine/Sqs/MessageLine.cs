using System.Collections;

namespace ActiveActive.Engine.Sqs;

/// <summary>
/// Messages in order of a key, and of their sending where that is equal. Nearly all come in that order already, so they stand in
/// an array, and adding one and taking the first cost the same however many there are. What is taken from the middle leaves a
/// hole there until holes are half of it; what comes out of order stands in a sorted set beside it.
/// </summary>
/// <param name="keyOf">The key of a message, which must not change while it is here.</param>
public sealed class MessageLine(Func<QueuedMessage, long> keyOf) : IReadOnlyCollection<QueuedMessage>
{
    private const int Smallest = 16;

    private readonly SortedSet<Place> _others = [];
    private Place[] _places = [];
    private int _first;
    private int _end;
    private int _holes;

    /// <inheritdoc/>
    public int Count => _end - _first - _holes + _others.Count;

    /// <summary>The first, or null.</summary>
    public QueuedMessage? First
    {
        get
        {
            var other = _others.Count > 0 ? _others.Min : default;
            if (_first == _end)
                return other.Message;
            return other.Message is not null && other.CompareTo(_places[_first]) < 0 ? other.Message : _places[_first].Message;
        }
    }

    /// <summary>Takes a message in.</summary>
    public void Add(QueuedMessage message)
    {
        var place = new Place(keyOf(message), message.Order, message);
        if (_first < _end && place.CompareTo(_places[_end - 1]) <= 0)
        {
            _others.Add(place);
            return;
        }

        if (_end == _places.Length)
            MakeRoom();
        _places[_end++] = place;
    }

    /// <summary>Takes a message out that is in it.</summary>
    public void Remove(QueuedMessage message)
    {
        var place = new Place(keyOf(message), message.Order, message);
        if (_others.Count > 0 && _others.Remove(place))
            return;
        var at = _first < _end && ReferenceEquals(_places[_first].Message, message) ? _first : Array.BinarySearch(_places, _first, _end - _first, place);
        if (at < 0 || !ReferenceEquals(_places[at].Message, message))
            throw new InvalidOperationException($"message {message.Order} is not in the line");
        _places[at].Message = null;
        _holes++;
        while (_first < _end && _places[_first].Message is null)
        {
            _first++;
            _holes--;
        }

        if (_first == _end)
            (_first, _end) = (0, 0);
        else if (_holes > Smallest && _holes > (_end - _first) / 2)
            CloseUp(_places);
    }

    /// <summary>Takes all out.</summary>
    public void Clear()
    {
        _others.Clear();
        (_places, _first, _end, _holes) = ([], 0, 0, 0);
    }

    /// <inheritdoc/>
    public IEnumerator<QueuedMessage> GetEnumerator()
    {
        using var others = _others.Count > 0 ? _others.GetEnumerator() : Enumerable.Empty<Place>().GetEnumerator();
        var more = others.MoveNext();
        for (var at = _first; at < _end; at++)
        {
            if (_places[at].Message is not { } message)
                continue;
            for (; more && others.Current.CompareTo(_places[at]) < 0; more = others.MoveNext())
                yield return others.Current.Message!;
            yield return message;
        }

        for (; more; more = others.MoveNext())
            yield return others.Current.Message!;
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Half of the places being free at the front, or holes, is room enough.
    private void MakeRoom() =>
        CloseUp(_first + _holes >= _places.Length / 2 && _places.Length > 0 ? _places : new Place[Math.Max(Smallest, 2 * _places.Length)]);

    private void CloseUp(Place[] to)
    {
        var end = 0;
        for (var at = _first; at < _end; at++)
        {
            if (_places[at].Message is not null)
                to[end++] = _places[at];
        }

        if (ReferenceEquals(to, _places))
            Array.Clear(to, end, _end - end);
        (_places, _first, _end, _holes) = (to, 0, end, 0);
    }

    /// <summary>A message's place; a hole has no message and keeps its key, so that the array stays in order.</summary>
    private record struct Place(long Key, long Order, QueuedMessage? Message) : IComparable<Place>
    {
        public readonly int CompareTo(Place other) => Key != other.Key ? Key.CompareTo(other.Key) : Order.CompareTo(other.Order);
    }
}
