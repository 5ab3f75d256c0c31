using ActiveActive.Engine.DynamoDb.Settings;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Ttl;

/// <summary>Switches expiry on and off, at once.</summary>
public sealed class UpdateTimeToLive : SettingsOperation
{
    /// <summary>AttributeName.</summary>
    public required string Attribute { get; init; }

    /// <summary>Enabled.</summary>
    public required bool Enabled { get; init; }

    /// <inheritdoc/>
    public override void Prepare()
    {
        base.Prepare();
        if (Attribute.Length is < 1 or > 255)
            throw DynamoException.Validation($"1 validation error detected: Value '{Attribute}' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member must have length {(Attribute.Length < 1 ? "greater than or equal to 1" : "less than or equal to 255")}");
    }

    /// <inheritdoc/>
    protected override TableSettings Change(TableSettings settings, DateTimeOffset now)
    {
        if (Enabled ? settings.TtlAttribute == Attribute : settings.TtlAttribute is null)
            throw DynamoException.Validation(Enabled ? "TimeToLive is already enabled" : "TimeToLive is already disabled");
        if (settings.TtlAttribute is { } current && current != Attribute)
            throw DynamoException.Validation($"TimeToLive is active on a different AttributeName: current AttributeName is {current}");
        return settings with { TtlAttribute = Enabled ? Attribute : null };
    }
}
