import { expect, test } from 'vitest'
import { limitsIn } from '../../../src/load/k6/script-limits.ts'

const BOTH = ['default', 'setup', 'teardown']

test.each([
  ['k6’s own', {}, BOTH, {}, { setupMs: 60_000, teardownMs: 60_000 }],
  [
    'the script’s',
    { setupTimeout: '5m0s', teardownTimeout: '1m30s' },
    BOTH,
    {},
    { setupMs: 300_000, teardownMs: 90_000 },
  ],
  [
    'the environment’s before it',
    { setupTimeout: '5m0s' },
    BOTH,
    { K6_SETUP_TIMEOUT: '10s', K6_TEARDOWN_TIMEOUT: '2m' },
    { setupMs: 10_000, teardownMs: 120_000 },
  ],
  [
    'in milliseconds, or with days, as k6 takes them',
    {},
    BOTH,
    { K6_SETUP_TIMEOUT: '300000', K6_TEARDOWN_TIMEOUT: '1d1h' },
    { setupMs: 300_000, teardownMs: 90_000_000 },
  ],
  [
    'none where there is nothing to be limited',
    { setupTimeout: '5m0s' },
    ['default'],
    {},
    { setupMs: 0, teardownMs: 0 },
  ],
] as const)('%s', (_what, options, functions, env, limits) => {
  expect(limitsIn({ options, functions: [...functions] }, env)).toEqual(limits)
})
