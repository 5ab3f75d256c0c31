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
        new Constraints(specification, "pointInTimeRecoverySpecification.").Range("RecoveryPeriodInDays", 1, 35).Check();
        var recovery = await request.Run(new ContinuousBackups
        {
            Table = request.Parameters.Table, Enabled = specification.Flag("PointInTimeRecoveryEnabled"), Days = specification.Integer("RecoveryPeriodInDays"),
        });
        DescribeContinuousBackupsCall.Write(answer, recovery, request.Now);
    }
}
