using ActiveActive.Contracts;

namespace ActiveActive.Simulation.Defects;

/// <summary>The bugs themselves, as calls that do something else than they say.</summary>
internal static class Sabotage
{
    /// <summary>An entry that was accepted.</summary>
    private static readonly EntryResult Accepted = default;

    public static IQueue DropsLast(IQueue queue) => new QueueBetween(queue)
    {
        Send = async (q, records, token) => [.. records.Count == 1 ? [] : await q.SendAsync([.. records.Take(records.Count - 1)], token), Accepted],
    };

    public static IQueue TakesRefusedForAccepted(IQueue queue) => new QueueBetween(queue)
    {
        Send = async (q, records, token) => [.. (await q.SendAsync(records, token)).Select(_ => Accepted)],
    };

    public static IQueue TakesFailedForAccepted(IQueue queue) => new QueueBetween(queue)
    {
        Send = async (q, records, token) =>
        {
            try
            {
                return await q.SendAsync(records, token);
            }
            catch (Exception)
            {
                return [.. records.Select(_ => Accepted)];
            }
        },
    };

    public static IQueue Alters(IQueue queue) => new QueueBetween(queue)
    {
        Send = (q, records, token) => q.SendAsync([.. records.Select(r => r with { Body = r.Body + " " })], token),
    };

    public static IQueue SwapsBodies(IQueue queue) => new QueueBetween(queue)
    {
        Send = (q, records, token) => q.SendAsync([.. records.Select((r, i) => r with { Body = records[^(i + 1)].Body })], token),
    };

    public static IQueue Invents(IQueue queue) => new QueueBetween(queue)
    {
        Send = async (q, records, token) =>
        {
            var results = await q.SendAsync(records, token);
            await q.SendAsync([.. records.Select(r => r with { Id = r.Id + "-again" })], token);
            return results;
        },
    };

    public static IQueue RemovesAtOnce(IQueue queue) => new QueueBetween(queue)
    {
        Receive = async (q, max, wait, token) =>
        {
            var messages = await q.ReceiveAsync(max, wait, token);
            if (messages.Count > 0)
                await q.DeleteAsync([.. messages.Select(m => m.ReceiptHandle)], token);
            return messages;
        },
    };

    public static IQueue NeverRemoves(IQueue queue) => new QueueBetween(queue)
    {
        Delete = (_, handles, _) => Task.FromResult<IReadOnlyList<EntryResult>>([.. handles.Select(_ => Accepted)]),
    };

    public static IQueue RemovesOneMore(IQueue queue) => new QueueBetween(queue)
    {
        Delete = async (q, handles, token) =>
        {
            var results = await q.DeleteAsync(handles, token);
            if (await q.ReceiveAsync(1, TimeSpan.Zero, token) is [var another])
                await q.DeleteAsync([another.ReceiptHandle], token);
            return results;
        },
    };

    public static IQueue ForgetsWhatCameWithTheFirst(IQueue queue) => new QueueBetween(queue)
    {
        Receive = async (q, max, wait, token) =>
        {
            var messages = await q.ReceiveAsync(max, wait, token);
            if (messages.Count > 1)
                await q.DeleteAsync([.. messages.Skip(1).Select(m => m.ReceiptHandle)], token);
            return [.. messages.Take(1)];
        },
    };

    /// <summary>After its queue failed once, nothing wakes the worker any more.</summary>
    public static IQueue SleepsAfterAFailure(IQueue queue)
    {
        var failed = false;
        return new QueueBetween(queue)
        {
            Receive = async (q, max, wait, token) =>
            {
                if (failed)
                    await new TaskCompletionSource().Task.WaitAsync(token);
                try
                {
                    return await q.ReceiveAsync(max, wait, token);
                }
                catch (Exception)
                {
                    failed = true;
                    throw;
                }
            },
        };
    }

    public static IRecordStore StoresAllButTheLast(IRecordStore store) => new StoreBetween(store, async (s, records, token) =>
    {
        if (records.Count > 1)
            await s.StoreAsync([.. records.Take(records.Count - 1)], token);
        return records.Select(r => r.Id).ToHashSet();
    });

    public static IRecordStore TakesFailedForStored(IRecordStore store) => new StoreBetween(store, async (s, records, token) =>
    {
        try
        {
            return await s.StoreAsync(records, token);
        }
        catch (Exception)
        {
            return records.Select(r => r.Id).ToHashSet();
        }
    });

    /// <summary>What is to be stored is stored when it was sent on: who dies between the two has never stored it.</summary>
    public static WorkerPorts StoresAfterSending(WorkerPorts ports)
    {
        var owed = new List<Record>();
        return ports with
        {
            Store = new StoreBetween(ports.Store, (_, records, _) =>
            {
                owed.AddRange(records);
                return Task.FromResult<IReadOnlySet<string>>(records.Select(r => r.Id).ToHashSet());
            }),
            Out = new QueueBetween(ports.Out)
            {
                Send = async (q, records, token) =>
                {
                    var results = await q.SendAsync(records, token);
                    Record[] now = [.. owed];
                    owed.Clear();
                    if (now.Length > 0)
                        await ports.Store.StoreAsync(now, token);
                    return results;
                },
            },
        };
    }
}
