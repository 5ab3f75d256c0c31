# PostgreSQL 17 from Debian's packages, used like the official image: POSTGRES_PASSWORD, PGDATA, 'postgres -c …', port 5432.
# With POSTGRES_IMAGE=postgres:17 the official image itself is taken.
ARG DEBIAN_IMAGE=debian:trixie-slim
ARG POSTGRES_IMAGE=debian-packages

FROM ${DEBIAN_IMAGE} AS debian-packages
# The official image's numbers, so that a volume fits both. LLVM goes again: it serves JIT alone, which the lab has off, and is
# larger than all the rest; without llvmjit.so PostgreSQL knows that it has none.
RUN groupadd -r --gid 999 postgres && useradd -r -g postgres --uid 999 --home-dir /var/lib/postgresql postgres \
    && mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf \
    && apt-get update \
    && apt-get install -y --no-install-recommends postgresql-17 \
    && rm -r /usr/lib/postgresql/17/lib/llvmjit.so /usr/lib/postgresql/17/lib/bitcode \
    && dpkg --purge --force-depends $(dpkg-query -Wf '${Package} ' 'libllvm*' 'libz3-*') \
    && apt-get clean \
    && rm -rf /var/lib/apt/lists/* /var/log/* /usr/share/doc /usr/share/man /usr/share/locale \
    && install -d -o 999 -g 999 -m 0700 /var/lib/postgresql/data \
    && install -d -o 999 -g 999 -m 2775 /var/run/postgresql
COPY --chmod=755 docker/postgres/docker-entrypoint.sh /usr/local/bin/
ENV PATH=/usr/lib/postgresql/17/bin:$PATH PGDATA=/var/lib/postgresql/data LANG=C.UTF-8
VOLUME /var/lib/postgresql/data
USER 999:999
STOPSIGNAL SIGINT
EXPOSE 5432
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]

FROM ${POSTGRES_IMAGE}
