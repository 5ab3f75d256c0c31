using System.Text.Json;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Ends a message move task.</summary>
internal sealed class CancelMessageMoveTaskCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "CancelMessageMoveTask";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        var task = await request.Run(new CancelMessageMoveTask(request.Parameters.NeedText("TaskHandle")));
        answer.WriteNumber("ApproximateNumberOfMessagesMoved", task.Moved);
    }
}
