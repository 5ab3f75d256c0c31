namespace ActiveActive.Aurora.Binaries;

/// <summary>The environment that PostgreSQL's programs get: the user's own PG variables must not reach them.</summary>
internal static class AuroraEnvironment
{
    /// <summary>Added to the environment; null removes.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Variables = new Dictionary<string, string?>
    {
        ["LC_ALL"] = "C",
        ["TZ"] = "UTC",
        ["PGDATA"] = null,
        ["PGHOST"] = null,
        ["PGHOSTADDR"] = null,
        ["PGPORT"] = null,
        ["PGUSER"] = null,
        ["PGDATABASE"] = null,
        ["PGPASSWORD"] = null,
        ["PGPASSFILE"] = null,
        ["PGSERVICE"] = null,
        ["PGSERVICEFILE"] = null,
        ["PGOPTIONS"] = null,
        ["PGSSLMODE"] = null,
        ["PGTZ"] = null,
    };
}
