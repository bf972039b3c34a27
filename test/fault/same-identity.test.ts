import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anotherIdentity,
  identityOf,
  nameIdentity,
  sameIdentity,
  sameStart,
} from '../../src/fault/same-identity.ts'
import type { InstanceIdentity } from '../../src/target/target.ts'

const full: InstanceIdentity = { process: { pid: 1, startTime: 'a' }, bootId: 'b', mark: 'r/1' }
const nothing: InstanceIdentity = { process: null, bootId: null, mark: null }
const identities = fc.record({
  process: fc.option(
    fc.record({ pid: fc.integer({ min: 1, max: 3 }), startTime: fc.constantFrom('a', 'b') }),
  ),
  bootId: fc.option(fc.constantFrom('x', 'y')),
  mark: fc.option(fc.constantFrom('r/1', 'r/2')),
})

describe('sameIdentity', () => {
  it('is symmetric, and holds for any identity that knows something and itself', () => {
    fc.assert(
      fc.property(identities, identities, (a, b) => {
        expect(sameIdentity(a, b)).toBe(sameIdentity(b, a))
        expect(sameIdentity(a, a)).toBe(a.process !== null || a.bootId !== null || a.mark !== null)
      }),
    )
  })

  it.each([
    ['a pid used again', { ...full, process: { pid: 1, startTime: 'later' } }],
    ['another boot id under one mark', { ...full, bootId: 'c' }],
    ['another mark', { ...full, mark: 'r/2' }],
    ['nothing to compare', nothing],
  ])('does not hold for %s', (_what, other) => {
    expect(sameIdentity(full, other)).toBe(false)
  })

  it('takes no account of what one side does not know', () => {
    expect(sameIdentity(full, { ...full, bootId: null })).toBe(true)
    expect(sameIdentity(full, { ...full, process: null, bootId: null })).toBe(true)
  })
})

describe('anotherIdentity', () => {
  it('holds as soon as a part that both know differs, whatever else is equal', () => {
    expect(anotherIdentity(full, { ...full, bootId: 'c' })).toBe(true)
    expect(anotherIdentity(full, { ...full, process: { pid: 1, startTime: 'later' } })).toBe(true)
    expect(anotherIdentity(full, full)).toBe(false)
  })

  it('never holds together with sameIdentity, nor by what is not known', () => {
    fc.assert(
      fc.property(identities, identities, (a, b) => {
        expect(anotherIdentity(a, b) && sameIdentity(a, b)).toBe(false)
        expect(anotherIdentity(a, nothing)).toBe(false)
      }),
    )
    expect(anotherIdentity(full, identityOf(null))).toBe(false)
  })
})

describe('sameStart', () => {
  const container = { id: 'c', startedMs: 5 }
  it('goes by mark or container alone where both know it, whichever process was asked', () => {
    expect(sameStart(full, { ...full, bootId: 'c', process: { pid: 2, startTime: 'a' } })).toBe(true)
    expect(sameStart(full, { ...full, mark: 'r/2' })).toBe(false)
    const contained = { ...nothing, container, bootId: 'b' }
    expect(sameStart(contained, { ...contained, bootId: 'c' })).toBe(true)
    expect(sameStart(contained, { ...contained, container: { id: 'c', startedMs: 6 } })).toBe(false)
  })

  it('goes by the rest where neither is known', () => {
    const told = { ...nothing, bootId: 'b' }
    expect(sameStart(told, full)).toBe(true)
    expect(sameStart(told, { ...full, bootId: 'c' })).toBe(false)
    expect(sameStart(nothing, full)).toBe(false)
  })
})

it('names an identity by what a person can look for', () => {
  expect(nameIdentity(full)).toBe('pid 1')
  expect(nameIdentity({ ...full, process: null })).toBe('boot id b')
  expect(nameIdentity({ ...nothing, mark: 'r/1' })).toBe('mark r/1')
})
