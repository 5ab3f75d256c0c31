using System.Security.Cryptography;
using System.Text;
using ActiveActive.Contracts;

namespace ActiveActive.Aurora.Layout;

/// <summary>
/// The SQL that makes an empty PostgreSQL one of the lab's: for a template in single-user mode, where a statement ends with a
/// semicolon and an empty line, or statement by statement over the network.
/// Rows are immutable facts: workers may insert and read, nobody may change or delete. Where a row was written, when it was
/// stored and when it was applied are the instance's own words, because workers have no right to write those columns.
/// </summary>
internal static class AuroraLayout
{
    /// <summary>What a writer's workers may, and a secondary's may not.</summary>
    public const string GrantInsert = $"GRANT INSERT (id, batch, body, stored_by) ON public.{AuroraNames.Table} TO {AuroraNames.WorkersRole}";

    /// <summary>Run in template1, so that every database made afterwards is born with it.</summary>
    public static readonly IReadOnlyList<string> EveryDatabase =
    [
        $"CREATE ROLE {AuroraNames.WorkersRole} LOGIN",
        $"CREATE ROLE {AuroraNames.ReplicationRole} LOGIN REPLICATION",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        $"GRANT USAGE ON SCHEMA public TO {AuroraNames.WorkersRole}, {AuroraNames.ReplicationRole}",
        // cluster_name is "r1/aurora-ingress". Only the start of the server sets it, so no client can claim another region.
        $"""
        CREATE TABLE public.{AuroraNames.Table} (
            id text PRIMARY KEY,
            batch integer NOT NULL,
            body text NOT NULL,
            stored_by text NOT NULL,
            stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            written_in text NOT NULL DEFAULT split_part(current_setting('cluster_name'), '/', 1)
                CHECK (written_in IN ({string.Join(", ", Region.All.Select(r => $"'{r}'"))})),
            applied_at timestamptz)
        """,
        $"GRANT SELECT ON public.{AuroraNames.Table} TO {AuroraNames.WorkersRole}",
        GrantInsert,
        // The same key written on both sides would stop apply for good, so a key that is here stays as it is. Apply runs with an
        // empty search_path, hence the function's own.
        $"""
        CREATE FUNCTION public.apply_replicated() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
        BEGIN
            IF EXISTS (SELECT FROM public.{AuroraNames.Table} WHERE id = NEW.id) THEN
                RETURN NULL;
            END IF;
            NEW.applied_at := clock_timestamp();
            RETURN NEW;
        END $$
        """,
        $"CREATE TRIGGER apply_replicated BEFORE INSERT ON public.{AuroraNames.Table} FOR EACH ROW EXECUTE FUNCTION public.apply_replicated()",
        $"ALTER TABLE public.{AuroraNames.Table} ENABLE REPLICA TRIGGER apply_replicated",
        .. Region.All.Select(region =>
            $"CREATE PUBLICATION {AuroraNames.Publication(region)} FOR TABLE public.{AuroraNames.Table} WHERE (written_in = '{region}') WITH (publish = 'insert')"),
    ];

    /// <summary>Run in the admin database.</summary>
    public static IReadOnlyList<string> Databases(IReadOnlyList<string> databases) =>
        [.. databases.Select(database => $"CREATE DATABASE {Identifier(database)}"), .. Rights(databases)];

    /// <summary>Run in the admin database: who may connect to which.</summary>
    public static IReadOnlyList<string> Rights(IReadOnlyList<string> databases) =>
    [
        $"REVOKE ALL ON DATABASE {AuroraNames.AdminDatabase} FROM PUBLIC",
        "REVOKE ALL ON DATABASE template1 FROM PUBLIC",
        "REVOKE ALL ON DATABASE template0 FROM PUBLIC",
        .. databases.SelectMany(database => (string[])
        [
            $"REVOKE ALL ON DATABASE {Identifier(database)} FROM PUBLIC",
            $"GRANT CONNECT ON DATABASE {Identifier(database)} TO {AuroraNames.WorkersRole}, {AuroraNames.ReplicationRole}",
        ]),
    ];

    /// <summary>Gives the roles of one instance their passwords.</summary>
    public static IReadOnlyList<string> Passwords(AuroraPasswords passwords) =>
    [
        $"ALTER ROLE {AuroraNames.WorkersRole} PASSWORD {Literal(passwords.Workers)}",
        $"ALTER ROLE {AuroraNames.ReplicationRole} PASSWORD {Literal(passwords.Replication)}",
        $"ALTER ROLE {AuroraNames.AdminRole} PASSWORD {Literal(passwords.Admin)}",
    ];

    /// <summary>Changes whenever what a template holds changes.</summary>
    public static string Fingerprint(IReadOnlyList<string> arguments, IReadOnlyList<string> databases) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [.. arguments, .. EveryDatabase, .. Databases(databases)]))))[..12];

    /// <summary>A name, quoted.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text, quoted.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>As single-user mode reads them.</summary>
    public static string SingleUserInput(IEnumerable<string> statements) =>
        string.Concat(statements.Select(s => s.ReplaceLineEndings("\n") + ";\n\n"));
}
