#!/bin/bash
# Makes the data directory when there is none, then becomes the server. As the official image does it, in what the lab uses:
# POSTGRES_PASSWORD, POSTGRES_USER, POSTGRES_DB, POSTGRES_INITDB_ARGS, PGDATA.
set -euo pipefail

fail() { echo "error: $*" >&2; exit 1; }

# Whole or not at all: PG_VERSION, which says that there is a cluster, arrives last. PGDATA itself may be a volume, which cannot
# be renamed, so the cluster is made in a folder inside and its content moves up.
make_cluster() {
  [ -n "${POSTGRES_PASSWORD:-}" ] || fail "POSTGRES_PASSWORD is empty; give the superuser's password"
  local user=${POSTGRES_USER:-postgres} making=$PGDATA/.making arguments
  local database=${POSTGRES_DB:-$user}
  read -ra arguments <<<"${POSTGRES_INITDB_ARGS:-}"
  mkdir -p "$PGDATA"
  chmod 0700 "$PGDATA"
  if [ -e "$making" ]; then
    # A container that was killed while it was making one.
    find "$PGDATA" -mindepth 1 -delete
  elif [ -n "$(find "$PGDATA" -mindepth 1 ! -name lost+found -print -quit)" ]; then
    fail "$PGDATA is not empty and holds no cluster; give an empty volume"
  fi
  initdb -D "$making" -U "$user" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") \
    --auth-local=trust --auth-host=scram-sha-256 --no-instructions "${arguments[@]}"
  printf 'host all all all scram-sha-256\n' >>"$making/pg_hba.conf"
  printf "listen_addresses = '*'\n" >>"$making/postgresql.conf"
  if [ "$database" != postgres ]; then
    printf 'CREATE DATABASE "%s";\n' "${database//\"/\"\"}" | postgres --single -D "$making" -c exit_on_error=on postgres >/dev/null
  fi
  find "$making" -mindepth 1 -maxdepth 1 ! -name PG_VERSION -exec mv -t "$PGDATA" {} +
  mv "$making/PG_VERSION" "$PGDATA/"
  rmdir "$making"
}

if [ "${1:-}" = postgres ]; then
  [ "$(id -u)" != 0 ] || fail "PostgreSQL refuses to run as root; leave the image's user as it is"
  [ -s "$PGDATA/PG_VERSION" ] || make_cluster
fi
exec "$@"
