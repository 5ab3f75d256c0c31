namespace ActiveActive.ScenarioTests.Containers.Compose;

/// <summary>Starts services as soon as those that they depend on are healthy, and no sooner.</summary>
internal static class StartOrder
{
    /// <summary>Starts all of them; the first failure ends it.</summary>
    /// <param name="start">Starts one, and returns when it is healthy.</param>
    /// <exception cref="InvalidDataException">A condition that is not service_healthy, a service that is not there, or a circle.</exception>
    public static async Task StartAsync(
        IReadOnlyDictionary<string, ComposeService> services, Func<string, CancellationToken, Task> start, CancellationToken cancellation)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waves = Waves(services);
        var started = new Dictionary<string, Task>();
        foreach (var name in waves.SelectMany(w => w))
            started.Add(name, StartAfterAsync(name, [.. services[name].DependsOn.Keys.Select(d => started[d])]));
        await Task.WhenAll(started.Values);

        async Task StartAfterAsync(string name, Task[] needed)
        {
            try
            {
                await Task.WhenAll(needed);
                await start(name, giveUp.Token);
            }
            catch
            {
                await giveUp.CancelAsync();
                throw;
            }
        }
    }

    /// <summary>The services in waves: each depends on earlier waves only.</summary>
    /// <exception cref="InvalidDataException">As <see cref="StartAsync"/>.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Waves(IReadOnlyDictionary<string, ComposeService> services)
    {
        foreach (var (name, service) in services)
        {
            foreach (var (needed, dependency) in service.DependsOn)
            {
                if (dependency.Condition != "service_healthy" || services.GetValueOrDefault(needed)?.Healthcheck is null)
                    throw new InvalidDataException($"service {name} depends on {needed} with {dependency.Condition}; the tests' labs know service_healthy, of services with a healthcheck");
            }
        }

        var waves = new List<IReadOnlyList<string>>();
        var left = services.Keys.ToHashSet();
        while (left.Count > 0)
        {
            List<string> wave = [.. left.Where(name => !services[name].DependsOn.Keys.Any(left.Contains)).Order(StringComparer.Ordinal)];
            if (wave.Count == 0)
                throw new InvalidDataException($"services {string.Join(", ", left)} depend on each other in a circle");
            left.ExceptWith(wave);
            waves.Add(wave);
        }

        return waves;
    }
}
