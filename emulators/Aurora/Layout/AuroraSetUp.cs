using ActiveActive.Aurora.Instances;

namespace ActiveActive.Aurora.Layout;

/// <summary>
/// Makes an empty PostgreSQL that somebody else started (a container, a service) one of the lab's, over the network. It must
/// have been started with <c>cluster_name</c> set to the instance's name, and with <see cref="AuroraNames.AdminRole"/> as superuser.
/// </summary>
public static class AuroraSetUp
{
    /// <summary>Makes what is missing; may be repeated, also after a set-up that was interrupted.</summary>
    /// <exception cref="AuroraException">The instance calls itself by another name.</exception>
    public static async Task EnsureAsync(AuroraInstance instance, CancellationToken cancellation)
    {
        var name = await instance.Control.AskAsync<string>(AuroraNames.AdminDatabase, "SELECT current_setting('cluster_name')", cancellation);
        if (name != instance.Name)
            throw new AuroraException($"the PostgreSQL at {instance.Options.Address}:{instance.Options.Port} calls itself '{name}' and should be {instance.Name}; start it with -c cluster_name={instance.Name}");
        if (!await instance.Control.AskAsync<bool>("template1", $"SELECT EXISTS (SELECT FROM pg_publication WHERE pubname = {AuroraLayout.Literal(AuroraNames.Publication(Contracts.Region.Two))})", cancellation))
            await instance.Control.ExecuteAllAsync("template1", AuroraLayout.EveryDatabase, cancellation);
        foreach (var statement in AuroraLayout.Passwords(instance.Passwords))
            await instance.Control.ExecuteAsync(AuroraNames.AdminDatabase, statement, cancellation);
        foreach (var database in instance.Options.Databases)
        {
            if (!await instance.Control.AskAsync<bool>(AuroraNames.AdminDatabase, $"SELECT EXISTS (SELECT FROM pg_database WHERE datname = {AuroraLayout.Literal(database)})", cancellation))
                await instance.Control.ExecuteAsync(AuroraNames.AdminDatabase, $"CREATE DATABASE {AuroraLayout.Identifier(database)}", cancellation);
        }

        foreach (var statement in AuroraLayout.Rights(instance.Options.Databases))
            await instance.Control.ExecuteAsync(AuroraNames.AdminDatabase, statement, cancellation);
    }
}
