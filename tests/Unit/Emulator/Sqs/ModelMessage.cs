namespace ActiveActive.UnitTests.Emulator.Sqs;

/// <summary>A message of a <see cref="ModelQueue"/>.</summary>
internal sealed class ModelMessage(string body, string? group, DateTimeOffset sent, long number)
{
    public string Body { get; } = body;

    public string? Group { get; } = group;

    public DateTimeOffset Sent { get; } = sent;

    /// <summary>Its place by order of sending.</summary>
    public long Number { get; } = number;

    /// <summary>It can be seen because its receiver asked for that.</summary>
    public bool GivenBack { get; set; }

    /// <summary>When it can be seen: later than now while it is delayed or in flight.</summary>
    public DateTimeOffset HiddenUntil { get; set; }

    /// <summary>It was received, so that it is hidden by a receive and not by its delay.</summary>
    public bool Taken { get; set; }

    public int Receives { get; set; }
}
