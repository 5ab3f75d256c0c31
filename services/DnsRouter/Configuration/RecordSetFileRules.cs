using System.Globalization;
using System.Net;
using System.Text;
using ActiveActive.Contracts;
using ActiveActive.DnsRouter.Wire;
using Npgsql;

namespace ActiveActive.DnsRouter.Configuration;

/// <summary>What a configuration must keep to. The first breach is reported with its place.</summary>
public static class RecordSetFileRules
{
    /// <summary>Health checks of one router, each at most once in flight: this bounds the work.</summary>
    public const int MaxChecks = 256;

    /// <summary>Targets of one set: as many as Route 53 keeps values in a record.</summary>
    public const int MaxTargets = 100;

    /// <summary>Bytes of all texts of one set: an answer must fit into one message.</summary>
    public const int MaxTextBytes = 32_000;

    /// <summary>Returns the file with the regions' short names, or throws.</summary>
    /// <exception cref="RecordSetFileException">A rule is broken.</exception>
    public static RecordSetFile Check(RecordSetFile file)
    {
        var names = new Dictionary<DnsName, int>();
        var sets = new List<RecordSetDefinition>();
        for (var i = 0; i < file.RecordSets.Count; i++)
        {
            var set = file.RecordSets[i] ?? throw new RecordSetFileException($"recordSets[{i}]: is null");
            var place = $"recordSets[{i}] ({set.Name})";
            if (!DnsName.TryParse(set.Name, out var name, out var problem))
                throw new RecordSetFileException($"{place}: {problem}");
            if (!names.TryAdd(name, i))
                throw new RecordSetFileException($"{place}: recordSets[{names[name]}] has that name already");
            if (!DnsNames.Zones.Any(zone => name.IsWithin(DnsName.Parse(zone))))
                throw new RecordSetFileException($"{place}: is in none of the zones {string.Join(", ", DnsNames.Zones)}");
            sets.Add(CheckSet(set with { Name = name.ToString() }, place));
        }

        var checks = sets.Sum(s => s.Targets.Count(t => t.Check is not null));
        if (checks > MaxChecks)
            throw new RecordSetFileException($"recordSets: there are {checks} health checks; at most {MaxChecks} are allowed");
        return new RecordSetFile { RecordSets = sets };
    }

    private static RecordSetDefinition CheckSet(RecordSetDefinition set, string place)
    {
        InRange(set.TtlSeconds, 0, 86_400, $"{place}: ttlSeconds");
        if (set.Targets.Count + set.Texts.Count == 0)
            throw new RecordSetFileException($"{place}: has no targets");
        if (set.Targets.Count > MaxTargets)
            throw new RecordSetFileException($"{place}: has {set.Targets.Count} targets; at most {MaxTargets} are allowed");
        if (set.Texts.Count > 0 && set.Policy != RoutingPolicy.Simple)
            throw new RecordSetFileException($"{place}: texts are for simple sets");
        if (set.Texts.Any(string.IsNullOrEmpty) || set.Texts.Sum(Encoding.UTF8.GetByteCount) > MaxTextBytes)
            throw new RecordSetFileException($"{place}: texts must not be empty, and have at most {MaxTextBytes:N0} bytes together");
        if (set.Mode != WeightedMode.Exact && set.Policy != RoutingPolicy.Weighted)
            throw new RecordSetFileException($"{place}: mode is for weighted sets");
        var targets = set.Targets.Select((target, i) => CheckTarget(set, target, $"{place} targets[{i}]")).ToList();
        var kinds = targets.Select(t => t.ToData().Type).Distinct().ToList();
        if (kinds.Contains(DnsType.Cname) && (set.Policy == RoutingPolicy.Simple ? targets.Count + set.Texts.Count > 1 : kinds.Count > 1))
            throw new RecordSetFileException($"{place}: a host name cannot stand beside other values");
        if (kinds.Contains(DnsType.Cname) && DnsNames.Zones.Contains(set.Name, StringComparer.OrdinalIgnoreCase))
            throw new RecordSetFileException($"{place}: a zone's own name cannot be an alias");
        if (set.Policy == RoutingPolicy.Simple)
            return set with { Targets = targets };

        if (kinds.Count > 1)
            throw new RecordSetFileException($"{place}: all targets must be of one kind, IPv4, IPv6 or host name");
        if (targets.GroupBy(t => t.Region).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RecordSetFileException($"{place}: region {twice.Key} has two targets");
        if (set.Policy is RoutingPolicy.Failover or RoutingPolicy.Manual
            && (targets.Count(t => t.Role == FailoverRole.Primary) != 1 || targets.Count(t => t.Role == FailoverRole.Secondary) > 1))
            throw new RecordSetFileException($"{place}: needs one target with role primary and at most one with role secondary");
        return set with { Targets = targets };
    }

    private static TargetDefinition CheckTarget(RecordSetDefinition set, TargetDefinition? target, string place)
    {
        if (target is null)
            throw new RecordSetFileException($"{place}: is null");
        try
        {
            target.ToData();
            if (target.Region is not null)
                target = target with { Region = Region.Parse(target.Region).Name };
        }
        catch (ArgumentException wrong)
        {
            throw new RecordSetFileException($"{place}: {wrong.Message}");
        }

        InRange(target.Weight, 0, 255, $"{place}: weight");
        if (target.Region is null && set.Policy != RoutingPolicy.Simple)
            throw new RecordSetFileException($"{place}: has no region");
        if (target.Role is null != set.Policy is RoutingPolicy.Simple or RoutingPolicy.Weighted)
            throw new RecordSetFileException($"{place}: role is for failover and manual sets, which need it");
        if (target.Check is null)
            return target;
        if (set.Policy == RoutingPolicy.Simple)
            throw new RecordSetFileException($"{place}: a simple set answers all it has, so a check would change nothing");
        CheckCheck(target.Check, $"{place} check");
        return target;
    }

    private static void CheckCheck(CheckDefinition check, string place)
    {
        InRange(check.IntervalSeconds, 0.05, 300, $"{place}: intervalSeconds");
        InRange(check.ConnectTimeoutSeconds, 0.01, 60, $"{place}: connectTimeoutSeconds");
        InRange(check.TimeoutSeconds, 0.01, 60, $"{place}: timeoutSeconds");
        InRange(check.Threshold, 1, 10, $"{place}: threshold");
        var (field, usable) = check.Kind switch
        {
            CheckKind.Http => ("url, an http or https URL", IsHttp(check.Url)),
            CheckKind.Tcp => ("address, as ADDRESS:PORT", IPEndPoint.TryParse(check.Address ?? "", out var end) && end.Port != 0),
            CheckKind.Sqs => ("queue, the queue's http or https URL", IsHttp(check.Queue)),
            _ => ("connectionString, for Npgsql", IsConnectionString(check.ConnectionString)),
        };
        if (!usable)
            throw new RecordSetFileException($"{place}: a check of kind {check.Kind.ToString().ToLowerInvariant()} needs {field}");
        if (new[] { check.Url, check.Address, check.Queue, check.ConnectionString }.Count(f => f is not null) > 1)
            throw new RecordSetFileException($"{place}: only {field} belongs to kind {check.Kind.ToString().ToLowerInvariant()}");
    }

    private static bool IsHttp(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static bool IsConnectionString(string? text)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(text).Host);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException)
        {
            return false;
        }
    }

    private static void InRange(double value, double least, double most, string what)
    {
        if (!(value >= least && value <= most))
            throw new RecordSetFileException(string.Create(CultureInfo.InvariantCulture, $"{what} {value} is not in {least} to {most}"));
    }
}
