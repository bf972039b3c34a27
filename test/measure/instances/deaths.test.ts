import { describe, expect, it } from 'vitest'
import { deathsOf } from '../../../src/measure/instances/deaths.ts'
import { watchOf } from '../../../src/measure/instances/watch.ts'
import type { FaultSeen } from '../../../src/measure/measurements.ts'
import {
  booting,
  deployEnded,
  deployStarted,
  down,
  rolledBack,
  state,
  switched,
  type Timed,
  triggered,
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

  it('is also the end of one that never answered', () => {
    const silent = [booting('web-1', 0), down('web-1', 5000, { endAsked: false })]
    expect(deaths(silent)).toEqual(['web-1 ended 5000'])
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

  it('is one all the same where the journal tells of another time, or of another instance', () => {
    const undo = { kind: 'nothing', args: {} }
    const stopped = (atMs: number): Timed => ({
      atMs,
      type: 'stopped',
      window: 'a',
      name: 'web-1',
      exitCode: 0,
      signal: null,
      tookMs: 400,
      killed: false,
    })
    const intent = (atMs: number, what: string): Timed => ({ atMs, type: 'intent', id: 1, what, undo })
    expect(deaths([...died, stopped(9000)])).toHaveLength(1)
    expect(deaths([...died, stopped(3000)])).toHaveLength(1)
    expect(deaths([...died, switched(4900, 'a', 'web-2', '1.1.0')])).toHaveLength(1)
    // Starting it again afterwards does not make that it died asked for.
    expect(deaths([...died, intent(6000, 'start web-1')])).toHaveLength(1)
    expect(deaths([...died, intent(4900, 'stop web-1')])).toEqual([])
  })

  it('is seen also where another process did not tell who it is at first', () => {
    const silent = [state('web-1', 0), booting('web-1', 4000), state('web-1', 5000, { bootId: 'web-1-b' })]
    expect(deaths(silent)).toEqual(['web-1 was replaced 5000'])
  })

  it('is none while the user’s own command rolls back', () => {
    const back = [
      deployStarted(1000, 'a', '1.1.0', 'command'),
      deployEnded(2000, 'a'),
      ...triggered(4000, 'a'),
      ...rolledBack(4100, 6000, 'a'),
    ]
    expect(deaths([...replaced, ...back])).toEqual([])
    expect(deaths([...back, ...died.map((event) => ({ ...event, atMs: event.atMs * 2 }))])).toHaveLength(1)
  })

  it('is none while the user’s own command deploys', () => {
    const by = (strategy: string) => [
      ...replaced,
      deployStarted(3000, 'a', '1.1.0', strategy),
      deployEnded(9000, 'a'),
    ]
    expect(deaths(by('command'))).toEqual([])
    expect(deaths(by('rolling'))).toHaveLength(1)
    // The look that shows it may come when the command has just ended.
    const just = [...replaced, deployStarted(3000, 'a', '1.1.0', 'command'), deployEnded(4500, 'a')]
    expect(deaths(just)).toEqual([])
    const later = [...by('command'), down('web-1', 12_000, { endAsked: false })]
    expect(deaths(later)).toEqual(['web-1 ended 12000'])
  })

  it('is one again once that command, or the rollback by it, has ended', () => {
    const late = [state('web-1', 0), down('web-1', 15_000, { endAsked: false })]
    const died = ['web-1 ended 15000']
    const begun = deployStarted(1000, 'a', '1.1.0', 'command')
    const byTrigger = (goneMs: number) => [
      ...late.map((event) => (event.atMs === 0 ? event : { ...event, atMs: goneMs })),
      begun,
      ...triggered(3000, 'a'),
      deployEnded(4000, 'a', 'cancelled', 'triggered'),
      ...rolledBack(4100, 9000, 'a'),
    ]
    expect(deaths(byTrigger(15_000))).toEqual(died)
    // The rollback's command takes long: what it ends is no death.
    expect(deaths(byTrigger(8000))).toEqual([])
    const putBack = [triggered(3000, 'a')[1]!, ...rolledBack(3000, 9000, 'a')]
    expect(deaths([...late, begun, ...putBack, deployEnded(9100, 'a', 'refused', 'never-ready')])).toEqual(
      died,
    )
  })

  it('is one just after the instance was switched', () => {
    const fell = [
      state('web-1', 0),
      state('web-1', 4000, { endAsked: true }),
      down('web-1', 4400),
      state('web-1', 6000, { bootId: 'web-1-b' }),
      switched(6010, 'a', 'web-1', '1.1.0'),
      down('web-1', 6600, { endAsked: false }),
    ]
    expect(deaths(fell)).toEqual(['web-1 ended 6600'])
  })

  it('is excused by a fault on the instance, once', () => {
    expect(deaths(died, [kill(4900)])).toEqual([])
    expect(deaths(died, [kill(5100)])).toEqual([])
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
