#!/usr/bin/env bash
# Waits until k6 has made its VUs and sends.
set -uo pipefail
for _ in $(seq 300); do
  grep -q 'the load begins' "$WORK/k6.log" 2>/dev/null && exit 0
  sleep 0.1
done
echo 'the load did not begin' >>"$WORK/went-wrong"
exit 1
