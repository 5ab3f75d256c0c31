namespace ActiveActive.RecordDestination.Log;

/// <summary>
/// What a killed writer left behind its last whole line. It was never acknowledged, because a call returns only after the line's end
/// is on disk; so it is cut off, and the record comes again from its queue.
/// </summary>
internal static class TornTail
{
    /// <summary>Cuts the file off behind its last line's end, and returns the length it then has.</summary>
    public static long Cut(LogFile file)
    {
        var length = file.Length;
        var whole = WholeLines(file, length);
        if (whole == length)
            return length;
        file.Truncate(whole);
        file.Sync();
        return whole;
    }

    private static long WholeLines(LogFile file, long length)
    {
        Span<byte> block = stackalloc byte[4096];
        for (var end = length; end > 0;)
        {
            var start = Math.Max(0, end - block.Length);
            var part = block[..(int)(end - start)];
            for (var read = 0; read < part.Length;)
            {
                var n = file.Read(start + read, part[read..]);
                if (n == 0)
                    throw new IOException($"the file ended at byte {start + read} while its last line was sought");
                read += n;
            }

            if (part.LastIndexOf((byte)'\n') is >= 0 and var at)
                return start + at + 1;
            end = start;
        }

        return 0;
    }
}
