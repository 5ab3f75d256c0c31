using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;

namespace ActiveActive.Simulation.Bridge;

/// <summary>
/// How many messages an emulator said that it handed out, took in and removed by a certain time. It notes that before it answers, so
/// nobody can have noted more of them by then: what was not served did not happen.
/// </summary>
internal sealed class ServedCounts
{
    private readonly Dictionary<(string Region, string Queue, string Deed), List<(DateTimeOffset At, long Sum)>> _sums = [];

    public ServedCounts(Evidence evidence)
    {
        foreach (var region in Region.All)
        {
            var served = evidence.Lives.Of(Components.Aws(region)).SelectMany(l => l.Events).Where(e => e is { Event: HistoryEvents.Served, Queue: not null });
            foreach (var e in served.OrderBy(e => e.At))
            {
                var key = (region.Name, e.Queue!, DeedOf(e.Operation ?? ""));
                if (!_sums.TryGetValue(key, out var sums))
                    _sums[key] = sums = [];
                sums.Add((e.At, (sums.Count > 0 ? sums[^1].Sum : 0) + (e.Count ?? 0)));
            }
        }
    }

    /// <summary>The sum by a time.</summary>
    /// <param name="deed">send, receive or delete.</param>
    public long UpTo(string region, string queue, string deed, DateTimeOffset at)
    {
        if (!_sums.TryGetValue((region, queue, deed), out var sums))
            return 0;
        var (low, high) = (0, sums.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sums[middle].At <= at + Recorded.Tolerance)
                low = middle + 1;
            else
                high = middle;
        }

        return low == 0 ? 0 : sums[low - 1].Sum;
    }

    private static string DeedOf(string operation) => operation switch
    {
        "SendMessage" or "SendMessageBatch" => "send",
        "ReceiveMessage" => "receive",
        "DeleteMessage" or "DeleteMessageBatch" => "delete",
        _ => operation,
    };
}
