namespace ActiveActive.ConformanceTests.Fuzz;

/// <summary>One request of the fuzzer, as the bytes that go over the socket.</summary>
/// <param name="Number">Its number: with the seed it determines everything else.</param>
/// <param name="Name">The operation that it is about.</param>
/// <param name="Form">What is left of AWS's protocols in it.</param>
/// <param name="Bytes">The whole of it, headers included.</param>
internal sealed record FuzzRequest(int Number, string Name, FuzzForm Form, byte[] Bytes)
{
    /// <summary>The bytes end before the request does: the sender closes its half, as a client does that is killed.</summary>
    public bool Truncated { get; init; }

    /// <summary>The request for a person to read.</summary>
    public override string ToString()
    {
        const int shown = 4096;
        var text = System.Text.Encoding.Latin1.GetString(Bytes, 0, Math.Min(Bytes.Length, shown));
        return $"request {Number}, {Name}, {Form}, {Bytes.Length} bytes{(Truncated ? ", then nothing more" : "")}:\n{text}{(Bytes.Length > shown ? " …" : "")}";
    }
}
