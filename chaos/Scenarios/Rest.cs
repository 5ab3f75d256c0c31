using ActiveActive.Contracts;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios;

/// <summary>
/// The end of a run's waiting: everything has arrived, every component works again, and the table's replicas hold the same items. What
/// cannot be had in time is said and left to the spec.
/// </summary>
internal sealed class Rest(ScenarioContext context)
{
    private readonly Lookout _lookout = context.Lookout;
    private readonly TimeSpan _deadline = context.Request.Deadline;

    /// <summary>When everything had arrived; null when the deadline came first.</summary>
    public DateTimeOffset? At { get; private set; }

    /// <summary>What kept the lab from its steady state, in words, after everything had come to rest; null when nothing did.</summary>
    public string? Unsteady { get; private set; }

    /// <summary>When the table's replicas had become equal, or had differed for as long as the deadline; null when nobody compared them.</summary>
    public DateTimeOffset? TableComparedAt { get; private set; }

    /// <summary>Waits for all of it.</summary>
    /// <exception cref="MissedDeadlineException">The deadline came first.</exception>
    public async Task ComeAsync()
    {
        var status = await _lookout.UntilAsync("coming to rest", context.Left, context.HasArrived, status => status.Evidence());
        At = context.Lab.Time.GetUtcNow();
        context.Confirm("everything came to rest", status.Evidence());
        await ComeToSteadyStateAsync();
        await CompareTableAsync();
    }

    // A lab that does not come back by itself is stuck; one that somebody holds in a fault cannot, and nothing is known of it.
    private async Task ComeToSteadyStateAsync()
    {
        const string what = "the lab was in its steady state again";
        LabStatus? last = null;
        try
        {
            var status = await _lookout.UntilAsync($"waiting until {what}", _deadline, now => (last = now).Unsteady());
            context.Confirm(what, status.Evidence());
        }
        catch (MissedDeadlineException missed)
        {
            if (last is { Faults.Count: 0 })
                Unsteady = last.Unsteady();
            else
                context.Miss($"not confirmed: {missed.Message}");
            throw;
        }
    }

    // Whoever stores a record again overwrites its item, and no count of rows shows whether the other region has heard of that.
    private async Task CompareTableAsync()
    {
        const string what = "the table's replicas held the same items";
        try
        {
            var items = await _lookout.WithinAsync($"waiting until {what}", _deadline, UntilEqualAsync);
            context.Confirm(what, $"{items} items in each region");
        }
        catch (MissedDeadlineException different)
        {
            // The items are evidence of the run, and the spec names those that differ.
            context.Say(different.Message);
        }
    }

    private async Task<long> UntilEqualAsync(CancellationToken token)
    {
        while (true)
        {
            var (one, two) = (await DigestAsync(Region.One, token), await DigestAsync(Region.Two, token));
            TableComparedAt = context.Lab.Time.GetUtcNow();
            if (one == two)
                return one.Items;
            await Task.Delay(_lookout.Beat, context.Lab.Time, token);
        }
    }

    // The same for the same items in whatever order, of any number in little memory; the spec compares them one by one.
    private async Task<(long Items, long Sum)> DigestAsync(Region region, CancellationToken token)
    {
        var (items, sum) = (0L, 0L);
        await foreach (var row in context.Lab.ReadRowsAsync(new Replica(region.Name, Topology.Table), token))
        {
            items++;
            sum += (row with { AppliedAt = null }).GetHashCode();
        }

        return (items, sum);
    }
}
