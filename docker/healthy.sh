#!/bin/bash
# healthy PORT [PATH]: succeeds when this container answers 2xx over HTTP within two seconds. A connection alone proves nothing:
# the kernel completes it for a process that stands still. Bash alone, because a check runs every few seconds in every container.
exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
printf 'GET %s HTTP/1.0\r\nHost: localhost:%s\r\n\r\n' "${2:-/health}" "$1" >&3
IFS= read -r -t 2 -u 3 status && [[ $status == HTTP/1.?' '2* ]]
