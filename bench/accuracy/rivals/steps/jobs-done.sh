#!/usr/bin/env bash
# The app tells of its background jobs: all are done before long, none twice.
set -uo pipefail
for _ in $(seq 200); do
  curl -fsS --max-time 2 "$EDGE_URL/jobs" 2>/dev/null | jq -e '.open == 0' >/dev/null && break
  sleep 0.1
done
curl -fsS --max-time 2 "$EDGE_URL/jobs" | jq -e '.open == 0 and .twice == 0' >/dev/null
