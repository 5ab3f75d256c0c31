namespace ActiveActive.Scenarios.Records;

/// <summary>The bytes of one record without the line's end, valid until the next one is read.</summary>
/// <param name="Line">The line that it begins on, from 1.</param>
/// <param name="Bytes">Its bytes as they are in the file; the first part of them when it is too long.</param>
/// <param name="TooLong">It goes on beyond <see cref="RecordScanner.MaxBytes"/>; nothing can be read after it.</param>
internal readonly record struct RawRecord(long Line, ReadOnlyMemory<byte> Bytes, bool TooLong);
