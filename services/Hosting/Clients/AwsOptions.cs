namespace ActiveActive.Hosting.Clients;

/// <summary>How to speak to SQS and DynamoDB: this lab's emulator, LocalStack, or AWS itself.</summary>
public sealed record AwsOptions
{
    /// <summary>
    /// The region's endpoint, such as http://127.0.1.10:4566. Empty: AWS itself, by the region's name.
    /// </summary>
    public string Endpoint { get; init; } = "";

    /// <summary>DynamoDB's endpoint, where it is not <see cref="Endpoint"/>: stand-ins that keep one copy of a global table share one.</summary>
    public string DynamoDbEndpoint { get; init; } = "";

    /// <summary>
    /// Which region a host that DNS named is in, as us-west-2=172.30.3.210, so that requests are signed for it. An AWS host says so in
    /// its name; one that is not here is taken to be in region 1.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Port of an endpoint that was found by DNS name.</summary>
    public int Port { get; init; } = 4566;

    /// <summary>http or https, for an endpoint that was found by DNS name.</summary>
    public string Scheme { get; init; } = "http";

    /// <summary>Emulators take any key; empty leaves it to AWS's own chain of credentials.</summary>
    public string AccessKey { get; init; } = "test";

    /// <summary>The secret that goes with <see cref="AccessKey"/>.</summary>
    public string SecretKey { get; init; } = "test";

    /// <summary>Says which setting is wrong, or null.</summary>
    public string? Validate()
    {
        if (Endpoint.Length > 0 && !Uri.TryCreate(Endpoint, UriKind.Absolute, out _))
            return $"Aws:Endpoint '{Endpoint}' is not a URL";
        if (DynamoDbEndpoint.Length > 0 && !Uri.TryCreate(DynamoDbEndpoint, UriKind.Absolute, out _))
            return $"Aws:DynamoDbEndpoint '{DynamoDbEndpoint}' is not a URL";
        if (Hosts.FirstOrDefault(h => h.Split('=') is not [{ Length: > 0 }, { Length: > 0 }]) is { } wrong)
            return $"Aws:Hosts '{wrong}' is not REGION=HOST, such as us-west-2=172.30.3.210";
        if (Port is < 1 or > 65535)
            return $"Aws:Port {Port} is not a port";
        return Scheme is "http" or "https" ? null : $"Aws:Scheme '{Scheme}' is neither http nor https";
    }
}
