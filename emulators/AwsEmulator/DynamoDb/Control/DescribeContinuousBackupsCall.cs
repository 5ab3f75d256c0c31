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
        Write(answer, await request.Run(new ContinuousBackups { Table = request.Parameters.Table }), request.Now);

    /// <summary>Writes a ContinuousBackupsDescription.</summary>
    public static void Write(Utf8JsonWriter answer, (DateTimeOffset? From, int Days) recovery, DateTimeOffset now)
    {
        answer.WriteStartObject();
        answer.WriteStartObject("ContinuousBackupsDescription");
        answer.WriteString("ContinuousBackupsStatus", "ENABLED");
        answer.WriteStartObject("PointInTimeRecoveryDescription");
        answer.WriteString("PointInTimeRecoveryStatus", recovery.From is null ? "DISABLED" : "ENABLED");
        if (recovery.From is { } from)
        {
            answer.WriteNumber("RecoveryPeriodInDays", recovery.Days);
            answer.WriteNumber("EarliestRestorableDateTime", JsonTables.Seconds(from));
            answer.WriteNumber("LatestRestorableDateTime", JsonTables.Seconds(now));
        }

        answer.WriteEndObject();
        answer.WriteEndObject();
        answer.WriteEndObject();
    }
}
