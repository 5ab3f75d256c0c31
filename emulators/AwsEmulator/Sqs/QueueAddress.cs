using ActiveActive.AwsEmulator.Settings;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>How the URLs of queues begin, in each of the forms that LocalStack has for them.</summary>
public sealed class QueueAddress(EmulatorOptions options)
{
    // Where none is named, the host that LocalStack's own forms stand under; its names lead to 127.0.0.1.
    private const string Domain = "localhost.localstack.cloud";

    /// <summary>What stands between <c>http://</c> and the account.</summary>
    /// <param name="asked">The Host header of the request.</param>
    public string Of(HostString asked) => options.QueueUrls switch
    {
        "off" when options.Host.Length > 0 => Host(asked),
        "standard" => $"sqs.{options.Region}.{Host(asked)}",
        // AWS's oldest form, in which the first region has no name.
        "domain" => options.Region == "us-east-1" ? $"queue.{Host(asked)}" : $"{options.Region}.queue.{Host(asked)}",
        "path" => $"{Host(asked)}/queue/{options.Region}",
        _ => asked.Value ?? "localhost",
    };

    private string Host(HostString asked)
    {
        var host = options.Host.Length > 0 ? options.Host : Domain;
        return host.Contains(':', StringComparison.Ordinal) || asked.Port is not { } port ? host : $"{host}:{port}";
    }
}
