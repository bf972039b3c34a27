import { describe, expect, it } from 'vitest'
import { kill, start } from '../../src/drill/faults.ts'
import { instance, victim } from '../../src/drill/refs.ts'
import { next } from '../../src/drill/releases.ts'
import { deploy } from '../../src/drill/shipping.ts'
import { hold, phase } from '../../src/drill/steps.ts'
import { EXPECTATIONS, PROVABLE, type Provable } from '../../src/prove/sabotages.ts'
import { SABOTAGES } from '../../src/target/sabotage/map.ts'
import { WIRE_WORDS } from '../../src/target/sabotage/on-the-wire.ts'
import { resolved } from '../drill/sample.ts'

const killing = resolved(() => [phase('lost', [kill(instance()), hold('5s')])])
const killingAndStarting = resolved(() => [phase('lost', [kill(instance()), start(victim())])])
const calm = resolved(() => [phase('calm', [hold('5s')])])
const shipping = resolved(() => [phase('deploy', [deploy(next()), hold('5s')])])
const target = { instances: 2, ships: true, existing: false }
const lacking = (drill: typeof calm, about = target): Provable[] =>
  PROVABLE.filter((kind) => EXPECTATIONS[kind].lacks(drill, about) !== null)

it('knows every sabotage but the proxy that only passes on', () => {
  expect([...PROVABLE, 'passes'].toSorted()).toEqual([...SABOTAGES].toSorted())
})

it('says of what is on the wire what the target says of itself', () => {
  const kinds = ['no-retries', 'loses', 'duplicates', 'delays', 'loses-writes'] as const
  for (const kind of kinds) {
    const words = WIRE_WORDS[kind].replace('sabotaged: ', '').replace('its edge', 'the edge')
    expect(EXPECTATIONS[kind].what).toBe(words)
  }
})

describe('what shows nothing of a drill', () => {
  it('is left out, with the reason', () => {
    expect(lacking(killingAndStarting)).toEqual(['version-lies'])
    expect(lacking(killing)).toEqual(['noop-heal', 'version-lies'])
    expect(EXPECTATIONS['noop-heal'].lacks(killing, target)).toBe('nothing in it is healed by the harness')
    expect(lacking(shipping)).toEqual(['noop-fault', 'noop-heal'])
    expect(lacking(calm)).toEqual(['noop-fault', 'noop-heal', 'version-lies', 'no-retries'])
    expect(EXPECTATIONS['version-lies'].lacks(killing, target)).toBe('it ships no release')
  })

  it('depends on the target as well', () => {
    expect(lacking(shipping, { ...target, ships: false })).toContain('version-lies')
    expect(lacking(killing, { ...target, instances: 1 })).toContain('no-retries')
  })
})

it.each<[Provable, boolean, boolean]>([
  ['delays', true, false],
  ['loses', false, true],
  ['no-retries', false, true],
  ['noop-fault', false, false],
])('%s shows in latency: %s, in uptime: %s', (kind, latency, uptime) => {
  const { shows } = EXPECTATIONS[kind]
  expect([shows({ kind: 'latency', percentile: 95 }), shows({ kind: 'uptime', by: 'requests' })]).toEqual([
    latency,
    uptime,
  ])
})
