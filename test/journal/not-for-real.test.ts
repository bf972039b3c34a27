import { expect, it } from 'vitest'
import { isMadeInTest, isSabotaged } from '../../src/journal/not-for-real.ts'
import { SABOTAGED } from '../../src/target/sabotage/noop-fault.ts'

it('a target that pretends is told by its kind', () => {
  expect(isSabotaged({ kind: `processes (${SABOTAGED})` })).toBe(true)
  expect(isSabotaged({ kind: 'processes' })).toBe(false)
})

it('a drill that was made in a test is told by the options of its run', () => {
  expect(isMadeInTest({ options: { inline: true } })).toBe(true)
  expect(isMadeInTest({ options: { set: [] } })).toBe(false)
})
