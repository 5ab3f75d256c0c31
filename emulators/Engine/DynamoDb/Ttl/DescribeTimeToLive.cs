using ActiveActive.Engine.DynamoDb.Settings;

namespace ActiveActive.Engine.DynamoDb.Ttl;

/// <summary>Says whether items expire, and by which attribute.</summary>
public sealed class DescribeTimeToLive : SettingsOperation;
