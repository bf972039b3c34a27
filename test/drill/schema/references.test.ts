import { expect, test } from 'vitest'
import { instance, instances, release, victim } from '../../../src/drill/schema/references.ts'

const service = { ref: 'service', name: 'db' }
const serving = { ref: 'serving', release: { ref: 'next' } }

test('a service is a victim, and no instance', () => {
  expect([victim, instance].map((schema) => schema.safeParse(service).success)).toEqual([true, false])
  expect([victim, instance].map((schema) => schema.safeParse(serving).success)).toEqual([true, true])
})

test('one and several are told apart', () => {
  expect(instances.safeParse({ ref: 'named', names: ['a'] }).success).toBe(true)
  expect(instance.safeParse({ ref: 'named', names: ['a'] }).success).toBe(false)
})

test('a broken release has one that it is made of, and a share that breaks something', () => {
  const broken = (how: object) => release.safeParse({ ref: 'broken', of: { ref: 'current' }, how }).success
  expect([0.05, 1, 0, 1.1].map((share) => broken({ kind: 'failing', share }))).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(broken({ kind: 'slow', byMs: 0, share: 0.2 })).toBe(false)
  expect(release.safeParse({ ref: 'broken', how: { kind: 'exits' } }).success).toBe(false)
})
