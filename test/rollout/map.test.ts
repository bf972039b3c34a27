import { expect, test } from 'vitest'
import { rollouts } from '../../src/rollout/map.ts'
import { needsRoute, needsTraffic, settleMs } from '../../src/rollout/needs.ts'
import type { Strategy } from '../../src/target/target.ts'

test('each strategy stands under its own name', () => {
  for (const [kind, rollout] of Object.entries(rollouts)) expect(rollout.kind).toBe(kind)
})

test('what a strategy needs of the target', () => {
  const kinds = ['command', 'rolling', 'blue-green', 'canary'] as const
  const all = kinds.map((kind) => ({ kind, settleMs: 7 }) as unknown as Strategy)
  expect(all.map(needsRoute)).toEqual([false, false, true, true])
  expect(all.map(needsTraffic)).toEqual([false, false, false, true])
  expect(all.map(settleMs)).toEqual([0, 7, 7, 7])
})
