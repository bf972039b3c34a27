import type { GateRequirement } from '../../src/config/gate-policy.ts'

/** One run of kill-node on processes within the last hour, as `madeGateRecord` makes it. */
export const requirement: GateRequirement = {
  drill: 'kill-node',
  runs: 1,
  withinMs: 3_600_000,
  proven: false,
  target: 'processes',
  environment: null,
  set: {},
  role: null,
  expect: [],
}
