using System.Text.Json;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Begins to move dead letters.</summary>
internal sealed class StartMessageMoveTaskCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "StartMessageMoveTask";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        var arn = parameters.NeedText("SourceArn");
        var task = await request.Run(new StartMessageMoveTask(arn, parameters.Text("DestinationArn"), parameters.Integer("MaxNumberOfMessagesPerSecond")));
        request.WakeMoves();
        answer.WriteString("TaskHandle", task.Handle(arn));
    }
}
