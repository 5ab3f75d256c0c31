using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>Adds a statement to a queue's policy. The policy is kept and told, not enforced.</summary>
public sealed record AddPermission(string Name, string Label, IReadOnlyList<string> Accounts, IReadOnlyList<string> Actions) : ISqsOperation<bool>
{
    private static readonly string[] Known =
        ["*", "ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl", "ListDeadLetterSourceQueues", "PurgeQueue", "ReceiveMessage", "SendMessage"];

    private static readonly string[] Owners =
    [
        "AddPermission", "CancelMessageMoveTask", "CreateQueue", "DeleteQueue", "ListMessageMoveTasks", "ListQueues", "ListQueueTags", "RemovePermission",
        "SetQueueAttributes", "StartMessageMoveTask", "TagQueue", "UntagQueue",
    ];

    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public bool Execute(SqsTurn turn)
    {
        var queue = turn.Engine.Queue(Name);
        if (Accounts.Count == 0)
            throw SqsException.Missing("AWSAccountIds");
        if (Actions.Count == 0)
            throw SqsException.Missing("ActionName");
        if (Label.Length == 0)
            throw SqsException.Missing("Label");
        if (Label.Length > 80 || Label.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            throw SqsException.Invalid(Label, "Label", "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        if (Actions.FirstOrDefault(a => Owners.Contains(a, StringComparer.OrdinalIgnoreCase)) is { } owners)
            throw SqsException.Invalid($"SQS:{owners}", "ActionName", "Only the queue owner is allowed to invoke this action.");
        if (Actions.FirstOrDefault(a => !Known.Contains(a, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw SqsException.Invalid($"SQS:{unknown}", "ActionName", "Please refer to the appropriate WSDL for a list of valid actions.");
        var policy = PolicyOf(turn.Engine, queue);
        var statements = policy["Statement"]!.AsArray();
        if (statements.Any(s => LabelOf(s) == Label))
            throw SqsException.Invalid(Label, "Label", "Already exists.");
        AccessPolicy.CheckCount(statements.Count + 1, $"{statements.Count + 1} Statements were found, maximum allowed is 20.");
        statements.Add(new JsonObject
        {
            ["Sid"] = Label,
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = OneOrMany([.. Accounts.Select(a => $"arn:aws:iam::{a}:root")]) },
            ["Action"] = OneOrMany([.. Actions.Select(a => $"SQS:{a}")]),
            ["Resource"] = turn.Engine.ArnOf(Name),
        });
        Set(turn, queue, policy.ToJsonString());
        return true;
    }

    /// <summary>A queue's policy, or an empty one.</summary>
    internal static JsonObject PolicyOf(SqsEngine engine, MessageQueue queue)
    {
        var policy = queue.Attributes.All.TryGetValue("Policy", out var text) ? JsonNode.Parse(text)!.AsObject() : new JsonObject
        {
            ["Version"] = "2008-10-17",
            ["Id"] = $"{engine.ArnOf(queue.Name)}/SQSDefaultPolicy",
        };
        if (policy["Statement"] is not JsonArray)
            policy["Statement"] = policy["Statement"] is { } one ? new JsonArray(one.DeepClone()) : [];
        return policy;
    }

    /// <summary>A statement's label; null for one that has none, whatever it is: a policy is kept as it was given.</summary>
    internal static string? LabelOf(JsonNode? statement) => statement is JsonObject named && named["Sid"] is JsonValue sid && sid.TryGetValue(out string? label) ? label : null;

    /// <summary>Gives a queue a policy.</summary>
    internal static void Set(SqsTurn turn, MessageQueue queue, string policy)
    {
        var attributes = queue.Attributes.With(new Dictionary<string, string> { ["Policy"] = policy });
        turn.Write(new SqsChange.QueueSet(queue.Name, attributes.All, queue.Created, turn.Now));
    }

    private static JsonNode OneOrMany(string[] values) => values.Length == 1 ? values[0] : JsonSerializer.SerializeToNode(values)!;
}
