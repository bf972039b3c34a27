#!/usr/bin/env bash
# A fault under load, judged by k6's thresholds for each phase and by what the app says of itself.
# Exit code: 0 all of it held, 1 something broke, 2 the experiment went wrong. Reasons on standard output.
set -uo pipefail
steps=$(dirname "$0")/steps
ready() { curl -fsS --max-time 2 -o /dev/null "$1"; }
wrong() { cat "$WORK/went-wrong" 2>/dev/null; exit 2; }

for url in "$VICTIM_URL/ready" "$OTHER_URL/ready" "$EDGE_URL/products"; do
  ready "$url" || { echo "not well before the fault: $url"; exit 2; }
done

"$steps/load.sh" &
load=$!
"$steps/load-begun.sh" || wrong
sleep "$((WARM_UP_S + BEFORE_S))"
broken_at=$(date +%s%N)
"$steps/break.sh" || wrong
left=$((DURING_S * 1000 - ($(date +%s%N) - broken_at) / 1000000))
((left > 0)) && sleep "$((left / 1000)).$(printf %03d $((left % 1000)))"
"$steps/bring-back.sh"
wait "$load" || wrong

for url in "$VICTIM_URL/ready" "$OTHER_URL/ready" "$EDGE_URL/products"; do
  ready "$url" || echo "not well afterwards: $url" >>"$WORK/broken"
done
"$steps/jobs-done.sh" || echo 'jobs are open, or were done twice' >>"$WORK/broken"
if [[ -s $WORK/broken ]]; then cat "$WORK/broken"; exit 1; fi
