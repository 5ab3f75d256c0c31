using System.Globalization;
using ActiveActive.Faults;
using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>Faults by hand: reads what a caller asked for, and has the lab do it. Their ends are the lab's business.</summary>
internal sealed class HandFaults(ILab lab)
{
    // History outlasts the controller, so an id that only counts would come again.
    private readonly string _life = lab.Time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
    private int _count;

    /// <summary>Injects what was asked for.</summary>
    /// <exception cref="UnusableFaultException">Target, kind or duration cannot be used; nothing was done.</exception>
    public Task<ActiveFault> FailAsync(FaultRequest request, CancellationToken cancellation)
    {
        var target = Target.Parse(Required(request.Target));
        var kind = request.Kind is { } word ? FaultKinds.Parse(word) : FaultCatalogue.KindsOf(target.Kind)[0];
        var fault = new Fault(target, kind, Duration(request.Seconds));
        var id = string.Create(CultureInfo.InvariantCulture, $"hand-{_life}-{Interlocked.Increment(ref _count)}");
        return lab.FailAsync(new PlannedFault(id, fault), "hand", cancellation);
    }

    /// <summary>Recovers one target or all.</summary>
    public async Task<IReadOnlyList<string>> RecoverAsync(string? target, CancellationToken cancellation) =>
        string.Equals(target, "all", StringComparison.OrdinalIgnoreCase)
            ? await RecoverAllAsync(cancellation)
            : await lab.RecoverAsync([Target.Parse(Required(target))], cancellation);

    /// <summary>Recovers everything.</summary>
    public Task<IReadOnlyList<string>> RecoverAllAsync(CancellationToken cancellation) => lab.RecoverAsync(null, cancellation);

    private static string Required(string? target) =>
        string.IsNullOrWhiteSpace(target) ? throw new UnusableFaultException("no target is named; './aa status' names them all, for example r1/inbound-queue") : target;

    private static TimeSpan? Duration(double? seconds) => seconds switch
    {
        null => null,
        > 0 and var s when s <= Fault.Longest.TotalSeconds => TimeSpan.FromSeconds(s),
        _ => throw new UnusableFaultException(string.Create(
            CultureInfo.InvariantCulture, $"a fault of {seconds} s cannot be timed; give more than 0 and at most {Fault.Longest.TotalSeconds:0} seconds, or none for one that lasts")),
    };
}
