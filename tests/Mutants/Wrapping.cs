namespace ActiveActive.Mutants;

/// <summary>Puts something around a service that the shipped composition has registered.</summary>
internal static class Wrapping
{
    /// <summary>Replaces the registration of <typeparamref name="T"/> by what <paramref name="wrap"/> makes of it.</summary>
    public static void Wrap<T>(this IServiceCollection services, Func<IServiceProvider, T, T> wrap)
        where T : class
    {
        var shipped = services.Last(s => s.ServiceType == typeof(T));
        services.Remove(shipped);
        services.AddSingleton(provider => wrap(provider, (T)(shipped.ImplementationInstance
            ?? shipped.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, shipped.ImplementationType!))));
    }
}
