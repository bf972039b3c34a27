import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { reconcile } from '../../../src/measure/ledger/reconcile.ts'
import { storedOf, writesOf } from '../build-columns.ts'
import type { StoredInput, WriteInput } from '../record-input.ts'

const of = (writes: WriteInput[], stored: StoredInput[]) => reconcile(writesOf(writes), storedOf(stored))
const told = (key: string, what: NonNullable<WriteInput['told']>): WriteInput => ({ key, told: what })

describe('a write', () => {
  it('is lost when it was acknowledged and is not stored; refused or left open, it is not', () => {
    const found = of([told('a', 'acknowledged'), told('b', 'refused'), told('c', 'unknown')], [])
    expect(found).toMatchObject({ lost: [0], duplicated: [], refusedStored: [], stored: 0, unknownStored: 0 })
    expect(found.told).toEqual({ acknowledged: 1, refused: 1, unknown: 1 })
  })

  it('is lost as well where the reader names it and says that it is stored no time', () => {
    expect(of([told('a', 'acknowledged')], [{ key: 'a', count: 0 }]).lost).toEqual([0])
  })

  it('is duplicated when it is stored more than once, whatever was told, and however the reader says so', () => {
    const writes = [
      told('a', 'acknowledged'),
      told('b', 'unknown'),
      told('c', 'refused'),
      told('d', 'acknowledged'),
    ]
    const stored = [{ key: 'a', count: 2 }, { key: 'b' }, { key: 'c', count: 3 }, { key: 'd' }, { key: 'b' }]
    expect(of(writes, stored)).toMatchObject({ duplicated: [0, 1, 2], refusedStored: [2], unknownStored: 1 })
  })

  it('that was tried again is one, and has been acknowledged when one try was', () => {
    const writes = [told('a', 'unknown'), told('a', 'acknowledged'), told('a', 'unknown')]
    expect(of(writes, [])).toMatchObject({ lost: [0], told: { acknowledged: 1, unknown: 0 } })
    expect(of(writes, [{ key: 'a' }])).toMatchObject({ lost: [], duplicated: [], stored: 1 })
  })

  it('of another run is none of this one', () => {
    expect(of([told('a', 'acknowledged')], [{ key: 'z', count: 9, jobs: 0 }, { key: 'a' }])).toMatchObject({
      foreign: 1,
      lost: [],
      duplicated: [],
      withJob: 0,
    })
  })
})

it('a job is to be done as often as its write is stored, and only where the reader tells of one', () => {
  const writes = ['a', 'b', 'c', 'd', 'e'].map((key) => told(key, 'acknowledged'))
  const stored = [
    { key: 'a', jobs: 1 },
    { key: 'b', jobs: 0 },
    { key: 'c', jobs: 2 },
    { key: 'd' },
    { key: 'e', count: 2, jobs: 2 },
  ]
  expect(of(writes, stored)).toMatchObject({
    withJob: 4,
    jobsLost: [1],
    jobsDuplicated: [2],
    duplicated: [4],
  })
})

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'ä')
const write = fc.record({ key, told: fc.constantFrom('acknowledged', 'refused', 'unknown') })
const row = fc.record({ key, count: fc.integer({ min: 0, max: 3 }) })

test('is what a plain count over texts gives', () => {
  fc.assert(
    fc.property(fc.array(write, { maxLength: 30 }), fc.array(row, { maxLength: 30 }), (writes, stored) => {
      const found = of(writes, stored)
      const names = [...new Set(writes.map((each) => each.key))]
      const count = (name: string): number =>
        stored.reduce((sum, each) => sum + (each.key === name ? each.count : 0), 0)
      const sure = (name: string): boolean =>
        writes.some((each) => each.key === name && each.told === 'acknowledged')
      const keysOf = (rows: readonly number[]): string[] => rows.map((at) => writes[at]!.key)
      expect(keysOf(found.lost)).toEqual(names.filter((name) => sure(name) && count(name) === 0))
      expect(keysOf(found.duplicated)).toEqual(names.filter((name) => count(name) > 1))
      expect(found.stored).toBe(names.filter((name) => count(name) > 0).length)
    }),
  )
})
