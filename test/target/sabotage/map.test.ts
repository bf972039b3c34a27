import { expect, it } from 'vitest'
import { createFakeTarget } from '../../../src/target/fake.ts'
import { SABOTAGES, sabotage } from '../../../src/target/sabotage/map.ts'

it('pretends in just the way that is asked for, and in none where nothing is', () => {
  const target = createFakeTarget()
  expect(sabotage(target, undefined)).toBe(target)
  expect(SABOTAGES.map((kind) => sabotage(target, kind).kind)).toEqual([
    'fake (sabotaged: faults do nothing)',
    'fake (sabotaged: heals do nothing)',
  ])
})
