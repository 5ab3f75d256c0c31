namespace ActiveActive.Spec;

/// <summary>A fault of the plan, as far as the spec needs to know it.</summary>
/// <param name="Id">Its id in the run.</param>
/// <param name="Target">What fails, as status names it.</param>
/// <param name="Kind">How.</param>
/// <param name="CoveredBy">The id of another fault that makes this target fail already; such a fault is not injected by itself.</param>
public sealed record ExpectedFault(string Id, string Target, string Kind, string? CoveredBy = null);
