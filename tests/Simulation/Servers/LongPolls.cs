using ActiveActive.Contracts;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Servers;

/// <summary>Receives: those that find something, and those that wait. A waiting one is woken by what it waits for, not by asking again.</summary>
public sealed class LongPolls(AwsRegion aws, Weather weather, SeededChance chance)
{
    private readonly Dictionary<string, List<Waiter>> _waiting = [];
    private readonly Dictionary<string, DateTimeOffset> _looks = [];

    /// <summary>Serves a receive.</summary>
    public void Receive(Call<IReadOnlyList<Contracts.ReceivedMessage>> call, string queue, int max, TimeSpan wait)
    {
        var result = Take(queue, max, wait);
        if (result.Messages.Count > 0 || result.Wait <= TimeSpan.Zero)
        {
            call.Answer(RecordMessages.Read(result));
            return;
        }

        if (!_waiting.TryGetValue(queue, out var waiting))
            _waiting[queue] = waiting = [];
        var waiter = new Waiter(call, max);
        waiting.Add(waiter);
        LookAgain(queue, result.LookAgain);
        aws.After(result.Wait, () =>
        {
            if (waiting.Remove(waiter))
                call.Answer([]);
        });
    }

    /// <summary>Something may have become visible in a queue.</summary>
    public void Wake(string queue)
    {
        if (_waiting.TryGetValue(queue, out var waiting) && waiting.Count > 0)
            aws.After(TimeSpan.Zero, () => Serve(queue, waiting));
    }

    /// <summary>Whoever waited is gone.</summary>
    public void Clear()
    {
        _waiting.Clear();
        _looks.Clear();
    }

    private void Serve(string queue, List<Waiter> waiting)
    {
        if (aws.Faults.Holds(AwsRegion.QueueResource(queue)))
        {
            // Waiting receives meet the fault like any other.
            foreach (var held in waiting.ToList())
                aws.Faults.Enter(held.Call, AwsRegion.QueueResource(queue), static () => { });
            waiting.Clear();
            return;
        }

        waiting.RemoveAll(w => w.Call.IsGone || w.Call.IsOver);
        while (waiting.Count > 0)
        {
            var result = Take(queue, waiting[0].Max, TimeSpan.Zero);
            if (result.Messages.Count == 0)
            {
                LookAgain(queue, result.LookAgain);
                return;
            }

            var first = waiting[0];
            waiting.RemoveAt(0);
            first.Call.Answer(RecordMessages.Read(result));
        }
    }

    /// <summary>Nothing wakes a queue when a message's time is over but that time itself.</summary>
    private void LookAgain(string queue, DateTimeOffset? at)
    {
        if (at is not { } moment || (_looks.TryGetValue(queue, out var earlier) && earlier > aws.Clock && earlier <= moment))
            return;
        _looks[queue] = moment;
        // A queue that names a moment that has passed and hands out nothing is wrong; time must go on for the spec to see it.
        aws.After(moment > aws.Clock ? moment - aws.Clock : TimeSpan.FromSeconds(1), () => Wake(queue));
    }

    private ReceiveResult Take(string queue, int max, TimeSpan wait)
    {
        var result = aws.Run(new ReceiveMessages(queue, max, WaitSeconds: (int)wait.TotalSeconds));
        aws.Served("ReceiveMessage", queue, null, result.Messages.Count);
        if (weather.Twice > 0 && result.Messages.Count > 0 && chance.Unit() < weather.Twice)
        {
            var handle = result.Messages[chance.Below(result.Messages.Count)].Handle.ToString();
            aws.Run(new ChangeVisibility(queue, [(handle, 0)]));
        }

        return result;
    }

    private sealed record Waiter(Call<IReadOnlyList<Contracts.ReceivedMessage>> Call, int Max);
}
