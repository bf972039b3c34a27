#!/usr/bin/env bash
# Waits until k6 has ended; exit code 1 when it, or a step, went wrong: then the experiment shows nothing. Says what.
set -uo pipefail
for _ in $(seq 1200); do
  [[ -e $WORK/load-over ]] && break
  sleep 0.1
done
[[ -e $WORK/load-over ]] || echo 'the load did not end' >>"$WORK/went-wrong"
cat "$WORK/went-wrong" 2>/dev/null
[[ ! -s $WORK/went-wrong ]]
