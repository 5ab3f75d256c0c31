using ActiveActive.Contracts;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios;

/// <summary>
/// The end of a run's waiting: everything has arrived, every component works again, and the table's items are the same in both regions.
/// What does not come about in time is told to the spec.
/// </summary>
internal sealed class Rest(ScenarioContext context)
{
    private const string Different = "the regions have different items in the table";

    private readonly Lookout _lookout = context.Lookout;
    private readonly TimeSpan _deadline = context.Request.Deadline;

    /// <summary>When everything had arrived; null when the deadline came first.</summary>
    public DateTimeOffset? At { get; private set; }

    /// <summary>What kept the lab from its steady state, in words, after everything had come to rest; null when nothing did.</summary>
    public string? Unsteady { get; private set; }

    /// <summary>
    /// When the table's items had become equal, or had differed for as long as the deadline while no fault held; null when that was not found
    /// out.
    /// </summary>
    public DateTimeOffset? TableComparedAt { get; private set; }

    /// <summary>Waits for all of it.</summary>
    /// <exception cref="MissedDeadlineException">The deadline came first.</exception>
    public async Task ComeAsync()
    {
        var status = await _lookout.UntilAsync("coming to rest", context.Left, context.HasArrived, status => status.Evidence());
        At = context.Lab.Time.GetUtcNow();
        context.Confirm("everything came to rest", status.Evidence());
        await ComeToSteadyStateAsync();
    }

    // A lab that does not come back by itself is stuck. One that somebody holds in a fault cannot, and where what was asked for could not be
    // read nothing is known either.
    private async Task ComeToSteadyStateAsync()
    {
        const string what = "the lab was in its steady state again";
        var (held, lacking, unread) = (false, (string?)null, (string?)null);
        try
        {
            var status = await _lookout.WithinAsync($"waiting until {what}", _deadline, LookUntilAsync, () => lacking ?? unread);
            TableComparedAt = context.Lab.Time.GetUtcNow();
            context.Confirm(what, $"{status.Evidence()}; the table's items are the same in both regions");
        }
        catch (MissedDeadlineException missed)
        {
            if (held || lacking is null)
                context.Miss($"not confirmed: {missed.Message}");
            else
                Unsteady = lacking;
            if (Unsteady is Different)
                TableComparedAt = context.Lab.Time.GetUtcNow();
            throw;
        }

        async Task<LabStatus> LookUntilAsync(CancellationToken token)
        {
            while (true)
            {
                var status = await _lookout.LookAsync(token);
                held |= status.Faults.Count > 0;
                try
                {
                    lacking = status.Unsteady() ?? await DifferenceAsync(token);
                    if (lacking is null)
                        return status;
                }
                catch (Exception failed) when (!token.IsCancellationRequested)
                {
                    (lacking, unread) = (null, failed.Message);
                }

                await Task.Delay(_lookout.Beat, context.Lab.Time, token);
            }
        }
    }

    // Whoever stores a record again overwrites its item, and no count of rows shows whether the other region has heard of that.
    private async Task<string?> DifferenceAsync(CancellationToken token) =>
        await DigestAsync(Region.One, token) == await DigestAsync(Region.Two, token) ? null : Different;

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
