using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Tells of the message move tasks of a dead-letter queue.</summary>
internal sealed class ListMessageMoveTasksCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "ListMessageMoveTasks";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        var arn = request.Parameters.NeedText("SourceArn");
        var tasks = await request.Run(new ListMessageMoveTasks(arn, request.Parameters.Integer("MaxResults") ?? 1));
        answer.WriteStartArray("Results");
        foreach (var task in tasks)
        {
            answer.WriteStartObject();
            // Only a task that can be cancelled has a handle.
            if (task.Status == MoveTask.Running)
                answer.WriteString("TaskHandle", task.Handle(arn));
            answer.WriteString("Status", task.Status);
            answer.WriteString("SourceArn", arn);
            if (task.Destination is { } destination)
                answer.WriteString("DestinationArn", $"{arn[..(arn.LastIndexOf(':') + 1)]}{destination}");
            if (task.PerSecond is { } rate)
                answer.WriteNumber("MaxNumberOfMessagesPerSecond", rate);
            answer.WriteNumber("ApproximateNumberOfMessagesMoved", task.Moved);
            answer.WriteNumber("ApproximateNumberOfMessagesToMove", task.ToMove);
            if (task.Failure is { } failure)
                answer.WriteString("FailureReason", failure);
            answer.WriteNumber("StartedTimestamp", task.Started.ToUnixTimeMilliseconds());
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
    }
}
