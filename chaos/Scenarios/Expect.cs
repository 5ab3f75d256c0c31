using ActiveActive.Contracts;

namespace ActiveActive.Scenarios;

/// <summary>Conditions on a status: each says what is lacking, in words, or null when nothing is.</summary>
internal static class Expect
{
    /// <summary>All of several; says what the first unmet one lacks.</summary>
    public static string? AllOf(params ReadOnlySpan<string?> unmet)
    {
        foreach (var lacking in unmet)
        {
            if (lacking is not null)
                return lacking;
        }

        return null;
    }

    /// <summary>A component is in a state.</summary>
    public static string? State(LabStatus status, string component, string state) => status.Component(component) switch
    {
        var found when found.State == state => null,
        var other => $"{component} is in {other.State}, not in {state}",
    };

    /// <summary>A queue holds at least so many messages: at-least-once delivery may have made more of them.</summary>
    public static string? Waiting(LabStatus status, Region region, string queue, int messages) => status.Queue(region, queue).Depth switch
    {
        null => $"queue {region}/{queue} does not answer",
        var depth when depth >= messages => null,
        var depth => $"queue {region}/{queue} holds {depth} messages, not {messages}",
    };

    /// <summary>Both replicas of a stage's store have so many rows.</summary>
    public static string? Rows(LabStatus status, Stage stage, long rows) => AllOf(Rows(status, Region.One, stage, rows), Rows(status, Region.Two, stage, rows));

    /// <summary>One replica of a stage's store has so many rows.</summary>
    public static string? Rows(LabStatus status, Region region, Stage stage, long rows) => status.Rows(region, stage.Name) switch
    {
        null => $"{Components.Database(region, stage.Name)} does not answer",
        var found when found == rows => null,
        var found => $"{Components.Database(region, stage.Name)} has {found} rows, not {rows}",
    };

    /// <summary>The destination has so many records.</summary>
    public static string? Delivered(LabStatus status, long records) => status.Delivered switch
    {
        null => "the destination does not say what it has",
        var found when found == records => null,
        var found => $"the destination has {found} records, not {records}",
    };

    /// <summary>The writer of a global database is in a region, and the other side takes no writes.</summary>
    public static string? Writer(LabStatus status, string database, Region region)
    {
        var found = status.GlobalDatabases.SingleOrDefault(d => d.Database == database);
        if (found?.Writer is null)
            return $"where the writer of {database} is, is not known";
        if (found.Writer != region.Name)
            return $"the writer of {database} is in {found.Writer}, not in {region}";
        return found.Sides.Single(s => s.Region == region.Peer.Name).Fenced == false ? $"{Components.Database(region.Peer, database)} is no secondary" : null;
    }

    /// <summary>Nothing of a batch entered by a region.</summary>
    public static string? NotIn(PublishedBatch published, Region region) => published.In(region) == 0
        ? null
        : $"{published.In(region)} records of batch {published.Batch} entered by {region}";

    /// <summary>Nobody is routed to a region.</summary>
    public static string? Offline(LabStatus status, Region region) => status.Routing switch
    {
        null => "the router does not answer",
        var routes when routes.Single(r => r.Region == region.Name) is not { Offline: true, Share: 0 } => $"{region} is not offline at in-DNS",
        var routes when routes.FirstOrDefault(r => r.Lane == region.Name) is { } lane => $"the lane of {lane.Region} leads to {region}",
        _ => null,
    };

    /// <summary>Some of a batch entered by a region: otherwise there is nothing there to wait.</summary>
    public static string? Some(PublishedBatch published, Region region) => published.In(region) > 0
        ? null
        : $"no record of batch {published.Batch} entered by {region}; give a batch more records, or the region a weight";
}
