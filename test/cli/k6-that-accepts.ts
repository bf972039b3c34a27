const SEEN = '{"ext":{"firedrill":{"functions":["default"],"given":[]}}}'

/** What is told to be k6, and accepts every script. */
export const ACCEPTING_K6 = `#!/bin/sh\nif [ "$1" = version ]; then echo "k6 v2.2.0 (go1.26, test)"; else echo '${SEEN}'; fi\n`
