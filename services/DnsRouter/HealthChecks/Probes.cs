using System.Net;
using ActiveActive.Contracts;
using ActiveActive.DnsRouter.Configuration;

namespace ActiveActive.DnsRouter.HealthChecks;

/// <summary>Makes the probe that a definition asks for.</summary>
public sealed class Probes(TimeProvider time)
{
    /// <summary>A probe for a target's check; the definition has been validated.</summary>
    public IProbe For(TargetDefinition target, CheckDefinition check)
    {
        var timeout = TimeSpan.FromSeconds(check.TimeoutSeconds);
        return check.Kind switch
        {
            CheckKind.Http => new HttpProbe(new Uri(check.Url!), TimeSpan.FromSeconds(check.ConnectTimeoutSeconds), timeout, time),
            CheckKind.Tcp => new TcpProbe(IPEndPoint.Parse(check.Address!)),
            CheckKind.Sqs => new SqsProbe(new Uri(check.Queue!), Region.Parse(target.Region!).AwsName, timeout),
            CheckKind.Postgres => new PostgresProbe(check.ConnectionString!, timeout),
            _ => throw new InvalidOperationException($"no probe for {check.Kind}"),
        };
    }
}
