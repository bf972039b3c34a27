import { expect, expectTypeOf, it } from 'vitest'
import type { Sabotage as Written } from '../../../src/config/sabotage.ts'
import { createFakeTarget } from '../../../src/target/fake.ts'
import { SABOTAGES, type Sabotage, sabotage } from '../../../src/target/sabotage/map.ts'

it('pretends in just the way that is asked for, and in none where nothing is', () => {
  const target = createFakeTarget()
  expect(sabotage(target, undefined)).toBe(target)
  const kinds = SABOTAGES.map((kind) => sabotage(target, kind).kind)
  expect(kinds.slice(0, 3)).toEqual([
    'fake (sabotaged: faults do nothing)',
    'fake (sabotaged: heals do nothing)',
    'fake (sabotaged: releases do not arrive, and the version endpoint says that they did)',
  ])
  expect(new Set(kinds).size).toBe(SABOTAGES.length)
})

it('knows what can be written in a configuration', () => {
  expectTypeOf<Written>().toEqualTypeOf<Sabotage>()
})
