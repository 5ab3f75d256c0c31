#!/bin/sh
# reaper.sh LABEL: waits until its standard input ends, as it does with the process that holds the other end of it, however that one
# ends; then removes every container, network and volume under the label. Fails when something stays.
label=$1
trap '' HUP INT TERM
exec >/dev/null 2>&1
cat

left() { docker ps --all --quiet --filter "label=$label"; docker network ls --quiet --filter "label=$label"; docker volume ls --quiet --filter "label=$label"; }

# Twice nothing: a call that a killed process had begun may make one more thing after the first look.
nothing=0
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  docker ps --all --quiet --filter "label=$label" | xargs -r -n 1 -P 8 docker rm --force --volumes
  docker network ls --quiet --filter "label=$label" | xargs -r docker network rm
  docker volume ls --quiet --filter "label=$label" | xargs -r docker volume rm --force
  if [ -z "$(left)" ]; then nothing=$((nothing + 1)); else nothing=0; fi
  [ "$nothing" -lt 2 ] || exit 0
  sleep 0.5
done
exit 1
