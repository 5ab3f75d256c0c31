using System.Globalization;
using ActiveActive.Aurora.Layout;

namespace ActiveActive.Aurora.Instances;

/// <summary>The two files that make a copied data directory this instance.</summary>
internal static class AuroraFiles
{
    /// <summary>postgresql.conf.</summary>
    public static string Settings(AuroraInstanceOptions options) => string.Create(CultureInfo.InvariantCulture, $"""
        # Written at every start of the lab.
        cluster_name = '{options.Name}'
        listen_addresses = '{options.Address}'
        port = {options.Port}
        # No sockets in the file system: the address is the only way in, and it wants a password.
        unix_socket_directories = ''
        max_connections = {options.MaxConnections}
        password_encryption = scram-sha-256
        ssl = off

        # What was committed is on disk.
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        # Before recovery after a crash, one call instead of one for each file.
        recovery_init_sync_method = syncfs

        shared_buffers = {options.SharedBuffersMegabytes}MB
        # Segments in the data directory, not in /dev/shm, where a killed lab would leave them.
        dynamic_shared_memory_type = mmap
        max_wal_size = 256MB
        min_wal_size = 32MB
        jit = off
        max_parallel_workers = 2

        # Replication both ways. Short timeouts, so that a peer that was away is found again within seconds.
        wal_level = logical
        max_wal_senders = {2 * options.Databases.Count + 4}
        max_replication_slots = {2 * options.Databases.Count + 4}
        max_logical_replication_workers = {options.Databases.Count + 2}
        max_sync_workers_per_subscription = 0
        max_worker_processes = {options.Databases.Count + 6}
        wal_sender_timeout = {(long)options.ReplicationTimeout.TotalMilliseconds}ms
        wal_receiver_timeout = {(long)options.ReplicationTimeout.TotalMilliseconds}ms
        wal_receiver_status_interval = 1s
        wal_retrieve_retry_interval = 500ms
        tcp_keepalives_idle = 2
        tcp_keepalives_interval = 1
        tcp_keepalives_count = 3
        # A client that was killed in the middle of a statement is noticed.
        client_connection_check_interval = 1s
        # A half-open start of a session gives its place up.
        authentication_timeout = 10s

        log_destination = 'stderr'
        logging_collector = off
        log_line_prefix = '%m [%p] %q%u@%d '
        log_timezone = 'UTC'
        timezone = 'UTC'
        lc_messages = 'C'
        default_text_search_config = 'pg_catalog.simple'

        """);

    /// <summary>pg_hba.conf: who may log in; whoever is not listed may not. Loopback only, as the whole lab is.</summary>
    public static string Access(AuroraInstanceOptions options) => $"""
        # type database user address method
        host {string.Join(',', options.Databases)} {AuroraNames.WorkersRole} 127.0.0.0/8 scram-sha-256
        host {string.Join(',', options.Databases)} {AuroraNames.ReplicationRole} 127.0.0.0/8 scram-sha-256
        host all {AuroraNames.AdminRole} 127.0.0.0/8 scram-sha-256

        """;
}
