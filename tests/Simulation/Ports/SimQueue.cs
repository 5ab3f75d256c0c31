using ActiveActive.Contracts;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;
using ActiveActive.Simulation.Servers;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Ports;

/// <summary>A queue of a region over the simulated network: the emulator's own engine, asked as the AWS SDK would ask it.</summary>
public sealed class SimQueue(Network network, Life from, AwsRegion aws, string name, Weather weather, SeededChance chance) : IQueue
{
    private const string Id = "id";
    private const string Batch = "batch";

    private readonly string _resource = AwsRegion.QueueResource(name);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Contracts.ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation)
    {
        var result = await CallAsync<ReceiveResult>(call => aws.Polls.Receive(call, name, max, wait), cancellation);
        return [.. result.Messages.Select(Read)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EntryResult>> SendAsync(IReadOnlyList<Record> records, CancellationToken cancellation)
    {
        var entries = records.Select(r => new OutgoingMessage(r.Body, AttributesOf(r), null, null, null, null)).ToList();
        return await CallAsync<IReadOnlyList<EntryResult>>(
            call =>
            {
                var taken = entries.Select(_ => weather.Refused == 0 || chance.Unit() >= weather.Refused).ToList();
                Operate(call, "SendMessageBatch", new SendMessages(name, [.. entries.Where((_, i) => taken[i])]), taken);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EntryResult>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellation) =>
        await CallAsync<IReadOnlyList<EntryResult>>(call => Operate(call, "DeleteMessageBatch", new DeleteMessages(name, receiptHandles), null), cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EntryResult>> ChangeVisibilityAsync(IReadOnlyList<string> receiptHandles, TimeSpan visibility, CancellationToken cancellation) =>
        await CallAsync<IReadOnlyList<EntryResult>>(
            call => Operate(call, "ChangeMessageVisibilityBatch", new ChangeVisibility(name, [.. receiptHandles.Select(h => (h, (int)visibility.TotalSeconds))]), null),
            cancellation);

    /// <inheritdoc/>
    public async Task ProbeAsync(CancellationToken cancellation) => await CallAsync<bool>(call => call.Answer(true), cancellation);

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

    private static Dictionary<string, MessageAttribute> AttributesOf(Record record) => new(2)
    {
        [Id] = new("String", record.Id, null), [Batch] = new("Number", record.Batch.ToString(System.Globalization.CultureInfo.InvariantCulture), null),
    };

    private static Contracts.ReceivedMessage Read(Engine.Sqs.Operations.ReceivedMessage received)
    {
        var message = received.Message;
        var record = message.Attributes.TryGetValue(Id, out var id) && message.Attributes.TryGetValue(Batch, out var batch)
            ? new Record(id.Text!, int.Parse(batch.Text!, System.Globalization.CultureInfo.InvariantCulture), message.Body)
            : null;
        return new Contracts.ReceivedMessage(message.Id.ToString(), received.Handle.ToString(), received.Receives, record, record is null ? "it has no message attribute 'id'" : null);
    }
}
