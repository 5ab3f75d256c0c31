using ActiveActive.Contracts;
using ActiveActive.Hosting.Health;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ActiveActive.Hosting.Resilience;

/// <summary>
/// One thing that a component cannot work without: a queue, a store. Calls go through a Polly pipeline (retry with jitter,
/// circuit breaker, a timeout for each attempt). When the pipeline gives up, the component is in FailedDependency and the call
/// goes on probing until it succeeds: a record in hand stays in hand, so that an outage does not eat up its receives.
/// </summary>
public sealed class Dependency
{
    private readonly ResiliencePipeline _pipeline;
    private readonly ComponentHealth _health;
    private readonly TimeProvider _time;
    private readonly TimeSpan _probeInterval;

    /// <summary>A dependency called <paramref name="name"/> in health and history.</summary>
    public Dependency(string name, DependencyOptions options, ComponentHealth health, SeededChance chance, TimeProvider time)
    {
        Name = name;
        _health = health;
        _time = time;
        _probeInterval = options.ProbeInterval;
        var gate = new Lock();
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder().Handle<Exception>(e => e is not (OperationCanceledException or BrokenCircuitException)),
                Randomizer = () =>
                {
                    lock (gate)
                        return chance.Unit();
                },
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.9,
                MinimumThroughput = 6,
                SamplingDuration = TimeSpan.FromSeconds(5),
                BreakDuration = TimeSpan.FromMilliseconds(500),
                ShouldHandle = new PredicateBuilder().Handle<Exception>(e => e is not OperationCanceledException),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout })
            .Build();
    }

    /// <summary>Its name in health and history.</summary>
    public string Name { get; }

    /// <summary>True from the moment the pipeline gave up until a call succeeds.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>
    /// Calls until the call succeeds. <paramref name="call"/> must be harmless to repeat: after a timeout it may have happened.
    /// </summary>
    public async Task<T> UntilDoneAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var result = await CallAsync(call, cancellation);
                HasFailed = false;
                _health.DependencyRecovered(Name);
                return result;
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                HasFailed = true;

                // An open circuit says nothing new of the dependency: the reason that opened it stays.
                if (failure is not BrokenCircuitException)
                    _health.DependencyFailed(Name, failure.Message);
                await Task.Delay(UntilNextProbe(failure), _time, cancellation);
            }
        }
    }

    // Until an open circuit lets the next call through, to ask is no probe. Rounded up, because a delay has whole milliseconds.
    private TimeSpan UntilNextProbe(Exception failure) => failure is BrokenCircuitException { RetryAfter: { } left } && left > TimeSpan.Zero
        ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds))
        : _probeInterval;

    // Polly leaves its caller's context unless told to stay, and a simulation has no other thread than that.
    private async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellation);
        try
        {
            return await _pipeline.ExecuteAsync(static (c, call) => new ValueTask<T>(call(c.CancellationToken)), context, call);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
