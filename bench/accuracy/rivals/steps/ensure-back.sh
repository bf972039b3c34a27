#!/usr/bin/env bash
# Brings the victim back unless it is ready.
set -uo pipefail
curl -fsS --max-time 2 -o /dev/null "$VICTIM_URL/ready" 2>/dev/null || "$(dirname "$0")/bring-back.sh"
