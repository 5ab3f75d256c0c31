using ActiveActive.Engine.DynamoDb.Changes;

namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>The tokens under which transactions were carried out, remembered for ten minutes each.</summary>
public sealed class RequestTokens
{
    /// <summary>How long a repetition is known as one.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly RecentWindow<Change.TokenUsed> _used = new(Remembered);

    /// <summary>All that are remembered.</summary>
    public IEnumerable<Change.TokenUsed> All => _used.Entries.Select(e => e.Value);

    /// <summary>The use of a token within the last ten minutes, or null.</summary>
    public Change.TokenUsed? Find(string token, DateTimeOffset now) => _used.TryFind(token, now, out var used) ? used : null;

    internal void Add(Change.TokenUsed used) => _used.Add(used.Token, used, used.At);
}
