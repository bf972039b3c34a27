#!/usr/bin/env bash
# Runs k6 to its end. Notes a broken threshold in $WORK/broken; exits with 1 when k6 itself went wrong.
set -uo pipefail
trap 'touch "$WORK/load-over"' EXIT
BASE_URL=$EDGE_URL "$K6" run --quiet --no-color "$(dirname "$0")/../slo.ts" >"$WORK/k6.log" 2>&1
code=$?
case $code in
  0) exit 0 ;;
  99)
    crossed=$(grep -o "thresholds on metrics .* have been crossed" "$WORK/k6.log" | head -n 1)
    echo "k6: ${crossed:-a threshold was crossed}" >>"$WORK/broken"
    exit 0
    ;;
  *) echo "k6 ended with $code" >>"$WORK/went-wrong" ; exit 1 ;;
esac
