namespace ActiveActive.RecordSource;

/// <summary>The record was acknowledged in another batch; to publish it again would be a replay.</summary>
public sealed class AlreadyPublishedException(string record, int batch)
    : Exception($"record '{record}' was already published to this lab, in batch {batch}; a record is published once: give it another id, or start a fresh lab");
