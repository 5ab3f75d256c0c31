using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Settings;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>DescribeContinuousBackups.</summary>
public sealed class DescribeContinuousBackupsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeContinuousBackups";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer) =>
        Write(answer, (await request.Run(new ContinuousBackups { Table = request.Parameters.Table })).Settings.RecoverableSince, request.Now);

    /// <summary>Writes a ContinuousBackupsDescription.</summary>
    public static void Write(Utf8JsonWriter answer, DateTimeOffset? since, DateTimeOffset now)
    {
        answer.WriteStartObject();
        answer.WriteStartObject("ContinuousBackupsDescription");
        answer.WriteString("ContinuousBackupsStatus", "ENABLED");
        answer.WriteStartObject("PointInTimeRecoveryDescription");
        answer.WriteString("PointInTimeRecoveryStatus", since is null ? "DISABLED" : "ENABLED");
        if (since is { } on)
        {
            answer.WriteNumber("RecoveryPeriodInDays", 35);
            answer.WriteNumber("EarliestRestorableDateTime", JsonTables.Seconds(on > now.AddDays(-35) ? on : now.AddDays(-35)));
            answer.WriteNumber("LatestRestorableDateTime", JsonTables.Seconds(now));
        }

        answer.WriteEndObject();
        answer.WriteEndObject();
        answer.WriteEndObject();
    }
}
