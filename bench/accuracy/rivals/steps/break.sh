#!/usr/bin/env bash
# Does it to the victim, and looks whether it happened: exit code 1 when the fault did not hit.
set -uo pipefail
kill=${KILL:-kill}
gone() { ! kill -0 "$VICTIM_PID" 2>/dev/null; }
hangs() { [[ $(ps -o stat= -p "$VICTIM_PID") == T* ]]; }
# Ten times a second for at most $1 seconds.
within() {
  local tries=$(($1 * 10))
  shift
  for _ in $(seq "$tries"); do "$@" && return 0; sleep 0.1; done
  return 1
}
case $FAULT in
  kill)
    "$kill" -KILL "$VICTIM_PID"
    within 5 gone && exit 0
    ;;
  pause)
    "$kill" -STOP "$VICTIM_PID"
    within 2 hangs && exit 0
    ;;
  stop)
    "$kill" -TERM "$VICTIM_PID"
    within "$STOP_LIMIT_S" gone && exit 0
    # The signal arrived: that it goes on is what the app does wrong.
    echo "the instance did not end within $STOP_LIMIT_S s" >>"$WORK/broken"
    kill -KILL "$VICTIM_PID"
    exit 0
    ;;
esac
echo "the $FAULT did not happen" >>"$WORK/went-wrong"
exit 1
