#!/usr/bin/env bash
# Heals the victim and waits until it is ready; notes in $WORK/broken when it does not get ready.
set -uo pipefail
if [[ $FAULT == pause ]]; then kill -CONT "$VICTIM_PID"; else "$START_VICTIM"; fi
for _ in $(seq 300); do
  curl -fsS --max-time 2 -o /dev/null "$VICTIM_URL/ready" 2>/dev/null && exit 0
  sleep 0.1
done
echo 'the instance did not get ready again within 30 s' >>"$WORK/broken"
exit 0
