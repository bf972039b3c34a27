import { expect, it } from 'vitest'
import { otherSet } from '../../../src/rollout/blue-green.ts'
import * as pair from '../../../src/rollout/canary-intervals.ts'
import { CANARY, CONTROL, furtherInstances, secondSet } from '../../../src/target/app/further-instances.ts'
import { strategyOf } from '../../../src/target/app/strategy.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { RELEASE, WRITTEN } from '../compose/settings.ts'

const NAMES = ['web-1', 'web-2']
const by = (deploy?: object) => {
  const options = parseComposeOptions({ ...WRITTEN, release: RELEASE, ...(deploy ? { deploy } : {}) })
  return furtherInstances(strategyOf(options), NAMES)
}

it('knows the names that each strategy starts instances by', () => {
  expect(by({ strategy: 'blue-green' })).toEqual(['web-1-green', 'web-2-green'])
  expect(by({ strategy: 'canary' })).toEqual(['canary', 'control'])
  expect(by()).toEqual([])
  expect(by({ run: 'deploy', rollback: 'back' })).toEqual([])
  expect(furtherInstances(null, NAMES)).toEqual([])
})

it('is held to the rollouts themselves', () => {
  expect(secondSet(NAMES)).toEqual(otherSet(NAMES))
  expect([CANARY, CONTROL]).toEqual([pair.CANARY, pair.CONTROL])
})
