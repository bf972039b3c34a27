#!/usr/bin/env bash
# Did k6, or a step, note that something broke? Says what.
set -uo pipefail
cat "$WORK/broken" 2>/dev/null
[[ ! -s $WORK/broken ]]
