using System.Text;
using System.Text.Json;

namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>Ends a message move task; what it has moved stays moved.</summary>
public sealed record CancelMessageMoveTask(string Handle) : ISqsOperation<MoveTask>
{
    /// <inheritdoc/>
    public string? Queue => null;

    /// <inheritdoc/>
    public MoveTask Execute(SqsTurn turn)
    {
        var (id, arn) = Read();
        var source = StartMessageMoveTask.Find(turn, arn, "SourceArn");
        var task = source.MoveTasks.Find(t => t.Id == id) ?? throw new SqsException("ResourceNotFoundException", "Task does not exist.");
        if (task.Status != MoveTask.Running)
            throw new SqsException("InvalidParameterValue", "Only active tasks can be cancelled.");
        task = task with { Status = MoveTask.Cancelled };
        turn.Write(new SqsChange.MoveTaskSet(task));
        return task;
    }

    private (string Id, string Arn) Read()
    {
        try
        {
            using var handle = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(Handle)));
            return (handle.RootElement.GetProperty("taskId").GetString() ?? "", handle.RootElement.GetProperty("sourceArn").GetString() ?? "");
        }
        catch (Exception broken) when (broken is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new SqsException("InvalidParameterValue", "Value for parameter TaskHandle is invalid.");
        }
    }
}
