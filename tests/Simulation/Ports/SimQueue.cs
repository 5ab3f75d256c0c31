using ActiveActive.Contracts;
using ActiveActive.Engine.Sqs.Operations;
using ActiveActive.Simulation.Servers;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Ports;

/// <summary>A queue of a region over the simulated network: the emulator's own engine, asked as the AWS SDK would ask it.</summary>
public sealed class SimQueue(Network network, Life from, AwsRegion aws, string name, Weather weather, SeededChance chance) : IQueue
{
    private readonly string _resource = AwsRegion.QueueResource(name);

    /// <inheritdoc/>
    public string Name => name;

    // None of these is async: a failed call is thrown once in each async method on its way up, and calls fail often here.

    /// <inheritdoc/>
    public Task<IReadOnlyList<Contracts.ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation) =>
        CallAsync<IReadOnlyList<Contracts.ReceivedMessage>>(call => aws.Polls.Receive(call, name, max, wait), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EntryResult>> SendAsync(IReadOnlyList<Record> records, CancellationToken cancellation)
    {
        var entries = records.Select(RecordMessages.Of).ToList();
        return CallAsync<IReadOnlyList<EntryResult>>(
            call =>
            {
                var taken = entries.ConvertAll(_ => weather.Refused == 0 || chance.Unit() >= weather.Refused);
                Operate(call, "SendMessageBatch", new SendMessages(name, taken.Contains(false) ? [.. entries.Where((_, i) => taken[i])] : entries), taken);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EntryResult>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellation) =>
        CallAsync<IReadOnlyList<EntryResult>>(call => Operate(call, "DeleteMessageBatch", new DeleteMessages(name, receiptHandles), null), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EntryResult>> ChangeVisibilityAsync(IReadOnlyList<string> receiptHandles, TimeSpan visibility, CancellationToken cancellation) =>
        CallAsync<IReadOnlyList<EntryResult>>(
            call => Operate(call, "ChangeMessageVisibilityBatch", new ChangeVisibility(name, [.. receiptHandles.Select(h => (h, (int)visibility.TotalSeconds))]), null),
            cancellation);

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellation) => CallAsync<bool>(static call => call.Answer(true), cancellation);

    private Task<T> CallAsync<T>(Action<Call<T>> execute, CancellationToken cancellation) => network.CallAsync<T>(
        from,
        aws,
        call => aws.Faults.Enter(call, _resource, () =>
        {
            // A message handed to nobody would wait for its visibility timeout; whoever is seen to have gone gets nothing.
            if (!call.IsGone || chance.Below(2) == 0)
                execute(call);
        }),
        cancellation);

    private void Operate(Call<IReadOnlyList<EntryResult>> call, string what, ISqsOperation<IReadOnlyList<EntryOutcome>> operation, List<bool>? taken)
    {
        var outcomes = aws.Run(operation);
        aws.Served(what, name, null, outcomes.Count(o => o.Error is null));
        call.Answer(taken is null ? [.. outcomes.Select(ToResult)] : Merge(outcomes, taken));
    }

    private static List<EntryResult> Merge(IReadOnlyList<EntryOutcome> outcomes, List<bool> taken)
    {
        var next = 0;
        return taken.ConvertAll(t => t ? ToResult(outcomes[next++]) : new EntryResult("InternalError: the entry could not be taken"));
    }

    private static EntryResult ToResult(EntryOutcome outcome) => new(outcome.Error?.Message);
}
