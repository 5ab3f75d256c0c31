using ActiveActive.Engine.DynamoDb.Changes;

namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>The tokens under which transactions were carried out, remembered for ten minutes each.</summary>
public sealed class RequestTokens
{
    /// <summary>How long a repetition is known as one.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, Change.TokenUsed> _byToken = [];
    private readonly Queue<Change.TokenUsed> _inOrder = [];

    /// <summary>All that are remembered.</summary>
    public IReadOnlyCollection<Change.TokenUsed> All => _byToken.Values;

    /// <summary>The use of a token within the last ten minutes, or null.</summary>
    public Change.TokenUsed? Find(string token, DateTimeOffset now) =>
        _byToken.TryGetValue(token, out var used) && now - used.At < Remembered ? used : null;

    internal void Add(Change.TokenUsed used)
    {
        while (_inOrder.TryPeek(out var oldest) && used.At - oldest.At >= Remembered)
        {
            _inOrder.Dequeue();
            if (_byToken.TryGetValue(oldest.Token, out var last) && last == oldest)
                _byToken.Remove(oldest.Token);
        }

        _byToken[used.Token] = used;
        _inOrder.Enqueue(used);
    }
}
