namespace ActiveActive.RecordSource;

/// <summary>The same id twice in one batch; to send the second would be a replay of the first.</summary>
public sealed class RepeatedRecordException(string record, int batch)
    : Exception($"record '{record}' occurs twice in batch {batch}; a record is published once: give one of them another id");
