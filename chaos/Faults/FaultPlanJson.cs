using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveActive.Faults;

/// <summary>
/// A plan as JSON, for the run folder and for scripts: camel case, durations in seconds, absent values left out. Reading it checks
/// every name again, for it may come from a file that somebody edited.
/// </summary>
public static class FaultPlanJson
{
    /// <summary>The plan as one indented JSON object.</summary>
    public static string ToJson(this FaultPlan plan) => JsonSerializer.Serialize(
        new PlanDocument(
            plan.Seed,
            [.. plan.Components.Select(c => new ComponentDocument(c.Number, c.Name, c.Target.Name, c.Kind.Text(), c.Fault, c.CoveredBy))],
            [.. plan.Faults.Select(f => new FaultDocument(f.Id, f.Fault.Target.Name, f.Fault.Kind.Text(), f.Fault.Duration?.TotalSeconds, f.At?.TotalSeconds))],
            plan.LeftOut,
            plan.Dropped > 0 ? plan.Dropped : null),
        FaultPlanJsonContext.Default.PlanDocument);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="UnusableFaultException">It is not such a plan; the message says where.</exception>
    public static FaultPlan Parse(string json)
    {
        PlanDocument plan;
        try
        {
            plan = JsonSerializer.Deserialize(json, FaultPlanJsonContext.Default.PlanDocument)
                ?? throw new UnusableFaultException("the plan is the JSON value null");
        }
        catch (JsonException broken)
        {
            throw new UnusableFaultException($"the plan is not readable: {broken.Message}", broken);
        }

        return new FaultPlan(
            plan.Seed,
            [.. plan.Components.Select(c => new DrawnComponent(
                c.Number, c.Name, Target.Parse(c.Target), FaultKinds.Parse(c.Kind), c.Fault, c.CoveredBy))],
            [.. plan.Faults.Select(f => new PlannedFault(
                f.Id,
                new Fault(Target.Parse(f.Target), FaultKinds.Parse(f.Kind), Time(f.ForSeconds)))
            {
                At = Time(f.AtSeconds),
            })])
        {
            LeftOut = plan.LeftOut,
            Dropped = plan.Dropped ?? 0,
        };
    }

    // To the tick: a number of seconds as a double is a little off, and .NET cuts.
    private static TimeSpan? Time(double? seconds) => seconds is { } s ? TimeSpan.FromTicks((long)Math.Round(s * TimeSpan.TicksPerSecond)) : null;
}

/// <summary>The shape of the file.</summary>
internal sealed record PlanDocument(ulong Seed, IReadOnlyList<ComponentDocument> Components, IReadOnlyList<FaultDocument> Faults, string? LeftOut = null, int? Dropped = null);

/// <summary>The shape of a drawn component.</summary>
internal sealed record ComponentDocument(int Number, string Name, string Target, string Kind, string? Fault = null, string? CoveredBy = null);

/// <summary>The shape of a fault.</summary>
internal sealed record FaultDocument(string Id, string Target, string Kind, double? ForSeconds = null, double? AtSeconds = null);

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true)]
[JsonSerializable(typeof(PlanDocument))]
internal sealed partial class FaultPlanJsonContext : JsonSerializerContext;
