using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>A request on its way: its parameters and what it may use.</summary>
public sealed class SqsRequest(string name, SqsParameters parameters, string host, SqsStore store, SqsFaults faults, LongPoll polls, CancellationToken aborted)
{
    /// <summary>The account that answers.</summary>
    public const string Account = SqsLimits.Account;

    /// <summary>What was asked.</summary>
    public SqsParameters Parameters { get; } = parameters;

    /// <summary>The region that answers.</summary>
    public string Region => store.Region;

    /// <summary>The URL of a queue, at the host that the caller asked.</summary>
    public string UrlOf(string queue) => $"http://{host}/{Account}/{queue}";

    /// <summary>Runs an action, unless a fault holds its queue. <paramref name="count"/> tells how many messages the evidence counts.</summary>
    public Task<T> Run<T>(ISqsOperation<T> operation, Func<T, int>? count = null) => faults.Run(store, name, operation, count, aborted);

    /// <summary>Tells the runner that a message move task has begun.</summary>
    public void WakeMoves() => store.Changed(MoveTaskRunner.Started).Fire();

    /// <summary>Receives, waiting if need be.</summary>
    public Task<IReadOnlyList<ReceivedMessage>> Receive(ReceiveMessages operation) => polls.Receive(operation, aborted);
}
