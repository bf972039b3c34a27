import { describe, expect, it } from 'vitest'
import { deathsOf } from '../../../src/measure/instances/deaths.ts'
import { watchOf } from '../../../src/measure/instances/watch.ts'
import type { FaultSeen } from '../../../src/measure/measurements.ts'
import {
  booting,
  deployEnded,
  deployStarted,
  down,
  state,
  switched,
  type Timed,
  watched,
} from '../build-instances.ts'
import { buildRecord } from '../build-record.ts'

function deaths(events: Timed[], faults: FaultSeen[] = []): string[] {
  const { events: all } = buildRecord({ phases: [], events: [...events, ...watched(0, 20_000)] })
  return deathsOf(watchOf(all), all, faults).map(({ name, how, atMs }) => `${name} ${how} ${atMs}`)
}
const kill = (instantMs: number, victim = 'web-1'): FaultSeen => ({
  fault: 'kill',
  window: 'lost',
  victim,
  instantMs,
  landed: null,
  healed: null,
})
const died = [state('web-1', 0), down('web-1', 5000, { endAsked: false })]
const replaced = [state('web-1', 0), state('web-1', 5000, { bootId: 'web-1-b' })]

describe('a death', () => {
  it('is a process that went, or another in its place', () => {
    expect(deaths(died)).toEqual(['web-1 ended 5000'])
    expect(deaths(replaced)).toEqual(['web-1 was replaced 5000'])
  })

  it('counts once when another comes after it', () => {
    expect(deaths([...died, state('web-1', 7000, { bootId: 'web-1-b' })])).toHaveLength(1)
  })

  it('is none when it was asked for, also before the first answer of the next', () => {
    const asked = [
      state('web-1', 0),
      state('web-1', 4800, { endAsked: true }),
      booting('web-1', 5000, { bootId: 'web-1-a' }),
      state('web-1', 7000, { bootId: 'web-1-b' }),
    ]
    expect(deaths(asked)).toEqual([])
    // What was asked once does not excuse what comes later.
    expect(deaths([...asked, down('web-1', 9000, { endAsked: false })])).toEqual(['web-1 ended 9000'])
  })

  it('is none when the journal says so between two looks', () => {
    const undo = { kind: 'nothing', args: {} }
    const stopped: Timed = {
      atMs: 5200,
      type: 'stopped',
      window: 'a',
      name: 'web-1',
      exitCode: 0,
      signal: null,
      tookMs: 400,
      killed: false,
    }
    expect(deaths([...replaced, stopped])).toEqual([])
    expect(deaths([...replaced, { ...stopped, name: 'web-2' }])).toHaveLength(1)
    expect(deaths([...replaced, switched(4900, 'a', 'web-1', '1.1.0')])).toEqual([])
    expect(deaths([...replaced, { atMs: 4900, type: 'intent', id: 1, what: 'start web-1', undo }])).toEqual(
      [],
    )
    expect(
      deaths([...replaced, { atMs: 2000, type: 'intent', id: 1, what: 'start web-1', undo }]),
    ).toHaveLength(1)
  })

  it('is none while the user’s own command deploys', () => {
    const by = (strategy: string) => [
      ...replaced,
      deployStarted(3000, 'a', '1.1.0', strategy),
      deployEnded(9000, 'a'),
    ]
    expect(deaths(by('command'))).toEqual([])
    expect(deaths(by('rolling'))).toHaveLength(1)
    const later = [...by('command'), down('web-1', 12_000, { endAsked: false })]
    expect(deaths(later)).toEqual(['web-1 ended 12000'])
  })

  it('is excused by a fault on the instance, once', () => {
    expect(deaths(died, [kill(4900)])).toEqual([])
    expect(deaths(died, [kill(4900, 'web-2')])).toHaveLength(1)
    expect(deaths(died, [kill(6000)])).toHaveLength(1)
    expect(
      deaths(
        died.map((event) => ({ ...event, atMs: event.atMs + 9000 })),
        [kill(4900)],
      ),
    ).toEqual([])
    const late = died.map((event) => ({ ...event, atMs: event.atMs + 11_000 }))
    expect(deaths(late, [kill(4900)])).toEqual(['web-1 ended 16000'])
    const landed = { seen: true, atMs: 7000, evidence: [] }
    expect(deaths(late, [{ ...kill(4900), landed }])).toEqual([])
    const again = [...died, state('web-1', 7000), down('web-1', 9000, { endAsked: false })]
    expect(deaths(again, [kill(4900)])).toEqual(['web-1 ended 9000'])
  })
})
