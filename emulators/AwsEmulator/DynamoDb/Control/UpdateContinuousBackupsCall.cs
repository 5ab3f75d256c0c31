using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Settings;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>UpdateContinuousBackups.</summary>
public sealed class UpdateContinuousBackupsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "UpdateContinuousBackups";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        request.Parameters.Need("PointInTimeRecoverySpecification");
        var specification = request.Parameters.Inner("PointInTimeRecoverySpecification")!.Value;
        specification.NeedAt("PointInTimeRecoveryEnabled", "pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled");
        specification.Refuse("RecoveryPeriodInDays");
        var table = await request.Run(new ContinuousBackups { Table = request.Parameters.Table, Enabled = specification.Flag("PointInTimeRecoveryEnabled") });
        DescribeContinuousBackupsCall.Write(answer, table.Settings.RecoverableSince, request.Now);
    }
}
