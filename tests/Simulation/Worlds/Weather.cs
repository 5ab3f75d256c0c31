using System.Globalization;
using ActiveActive.Contracts;

namespace ActiveActive.Simulation.Worlds;

/// <summary>
/// What goes wrong in a schedule besides the faults of the plan, all of it allowed to real networks, queues and machines. Drawn from the
/// seed, and each part of it is absent in many schedules: where everything is bad at once, much never comes to happen (swarm testing,
/// Groce and others, 2012).
/// </summary>
public sealed record Weather
{
    /// <summary>The shortest time that a message takes.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMicroseconds(200);

    /// <summary>What it takes more, at most.</summary>
    public TimeSpan Spread { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How often a message is late by up to 4 s.</summary>
    public double Late { get; init; }

    /// <summary>How often a request or an answer never arrives: the effect happened or it did not.</summary>
    public double Lost { get; init; }

    /// <summary>How often a queue turns down one entry of a batch.</summary>
    public double Refused { get; init; }

    /// <summary>How often a queue hands a message to a second receiver while the first has it, as standard queues may.</summary>
    public double Twice { get; init; }

    /// <summary>What replication waits at most.</summary>
    public TimeSpan Lag { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>By how much region 2's AWS is ahead of region 1's.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>Components that die between two steps, each after so many steps of its own, and come back.</summary>
    public IReadOnlyList<Death> Deaths { get; init; } = [];

    /// <summary>Nothing besides the plan's faults, and messages take from 0.2 to 2.2 ms.</summary>
    public static Weather Fair { get; } = new();

    /// <summary>The weather of a seed.</summary>
    /// <param name="exact">True for a scenario that is about an exact state in its middle: no call may fail by itself.</param>
    public static Weather Draw(SeededChance chance, bool exact)
    {
        var weather = new Weather
        {
            Spread = TimeSpan.FromMilliseconds(OneOf(chance, 1, 5, 40)),
            Lag = TimeSpan.FromMilliseconds(OneOf(chance, 20, 200, 2000)),
            Skew = TimeSpan.FromMilliseconds(OneOf(chance, 0, 0, 1500, -1500)),
        };
        return exact ? weather : weather with
        {
            Late = OneOf(chance, 0, 0, 0.01),
            Lost = OneOf(chance, 0, 0, 0.005, 0.02),
            Refused = OneOf(chance, 0, 0.02),
            Twice = OneOf(chance, 0, 0.05),
            Deaths = DrawDeaths(chance),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"weather: messages take {Latency.TotalMilliseconds} to {(Latency + Spread).TotalMilliseconds} ms, late {Late:P1}, lost {Lost:P1}, entries refused {Refused:P1}, handed out twice {Twice:P1}, replication lags up to {Lag.TotalMilliseconds} ms, skew {Skew.TotalMilliseconds} ms{string.Concat(Deaths.Select(d => $"; {d}"))}");

    private static List<Death> DrawDeaths(SeededChance chance)
    {
        var deaths = new List<Death>();
        for (var left = chance.Below(3); left > 0; left--)
        {
            var component = chance.Below(8) switch
            {
                0 => Components.RecordDestination,
                1 => Components.RecordSource,
                _ => Components.Container(Region.All[chance.Below(2)], Stage.All[chance.Below(Stage.All.Count)]),
            };
            deaths.Add(new Death(component, 1 + chance.Below(250), TimeSpan.FromMilliseconds(50 + chance.Below(2000))));
        }

        return deaths;
    }

    private static double OneOf(SeededChance chance, params ReadOnlySpan<double> values) => values[chance.Below(values.Length)];
}

/// <summary>A component dies between two of its steps and is started again.</summary>
/// <param name="AfterSteps">Steps of its present life.</param>
/// <param name="BackAfter">How long nobody is there.</param>
public sealed record Death(string Component, long AfterSteps, TimeSpan BackAfter)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Component} dies after {AfterSteps} steps for {BackAfter.TotalMilliseconds} ms");
}
