import { describe, expect, it } from 'vitest'
import { type InstanceState, instancesAfter, lineOf } from '../../src/cli/progress-lines.ts'
import type { EventBody, JournalEvent } from '../../src/journal/events.ts'
import type { Instance } from '../../src/target/target.ts'

const event = (body: EventBody): JournalEvent => ({ seq: 1, atMs: 1, ...body })
const names = { fault: 'kill', window: 'lost', victim: 'web-1' }
const landed = (seen: boolean, fault = 'kill') =>
  event({ type: 'fault-landed', ...names, fault, seen, evidence: [] })
const healed = (seen: boolean) => event({ type: 'fault-healed', ...names, seen, evidence: [] })

describe('the line of an event', () => {
  const command = { argv: ['kill', '-9', '4711'], cwd: '/app', env: {} }

  it.each<[EventBody, string]>([
    [{ type: 'progress', text: 'starting web-1' }, 'starting web-1'],
    [{ type: 'warm-up-ended' }, 'warm-up ended'],
    [
      { type: 'steady-state', when: 'before', holds: false, findings: ['p95 is 300 ms', '2 % failed'] },
      'not steady before the drill: p95 is 300 ms; 2 % failed',
    ],
    [{ type: 'fault-injected', ...names, instantMs: 1, command }, '  kill web-1'],
    [
      {
        type: 'lease-started',
        engine: 'tcp://10.0.0.5:2376',
        keeper: 'firedrill-keeper-r',
        image: 'shop:1',
        lengthMs: 30_000,
        renewEveryMs: 5000,
      },
      'firedrill-keeper-r stands beside the engine at tcp://10.0.0.5:2376 (shop:1): hearing nothing for 30 s, it takes back what the run did there',
    ],
    [
      {
        type: 'lease-lost',
        engine: 'tcp://10.0.0.5:2376',
        why: 'It is gone.',
        deeds: ['12:03:04.056 let go on web'],
      },
      'the lease is lost: It is gone. 12:03:04.056 let go on web',
    ],
    [
      { type: 'signal', signal: 'SIGINT', hurried: false },
      'SIGINT: ending the drill and undoing everything …',
    ],
    [
      { type: 'signal', signal: 'SIGINT', hurried: true },
      'SIGINT: ending the drill and undoing everything, at once …',
    ],
  ])('%o', (body, line) => {
    expect(lineOf(event(body))).toBe(line)
  })

  it.each([
    ['stop', 'guard uptime below 95 %: 9 of 20 failed: ending the drill and undoing everything …'],
    ['not-seen', 'guard uptime below 95 % cannot be evaluated: 9 of 20 failed'],
    ['seen-again', 'guard uptime below 95 % is evaluated again: 9 of 20 failed'],
  ] as const)('tells of a guard that it is %s', (decision, line) => {
    const guard = { guard: 'uptime below 95 %', decision, restedOn: '9 of 20 failed', samples: {} }
    expect(lineOf(event({ type: 'guard', ...guard }))).toBe(line)
  })

  it('tells of the engine only what may be news', () => {
    const told = (more: object) =>
      lineOf(
        event({
          type: 'engine-event',
          action: 'start',
          name: 'web-1',
          container: 'c',
          engineMs: 1,
          exitCode: null,
          signal: null,
          health: null,
          ...more,
        }),
      )
    expect(told({ action: 'oom' })).toBe('  web-1 ran out of memory, by the engine')
    expect(told({ action: 'die', exitCode: 137 })).toBe('  web-1 ended with exit code 137, by the engine')
    expect(told({ action: 'health_status', health: 'unhealthy' })).toBe('  web-1 is unhealthy, by the engine')
    expect(told({ action: 'die', exitCode: 0 })).toBeNull()
    for (const action of ['start', 'kill', 'stop', 'pause', 'unpause']) expect(told({ action })).toBeNull()
    expect(told({ action: 'health_status', health: 'healthy' })).toBeNull()
  })

  it('says whether a fault was seen to land and to be healed', () => {
    expect(lineOf(landed(true))).toBe('  kill web-1: seen to have landed')
    expect(lineOf(landed(false))).toBe('  kill web-1: NOT seen to have landed')
    expect(lineOf(healed(true))).toBe('  web-1: healed')
    expect(lineOf(healed(false))).toBe('  web-1: NOT seen to be healed')
  })

  it('says how an instance that was asked to stop did', () => {
    const stopped = { type: 'stopped', window: 'stopped', name: 'web-1', signal: null, tookMs: 82.5 } as const
    expect(lineOf(event({ ...stopped, exitCode: 0, killed: false }))).toBe(
      '  web-1 stopped: exit code 0 after 82.5 ms',
    )
    expect(lineOf(event({ ...stopped, exitCode: null, signal: 'SIGKILL', killed: true }))).toBe(
      '  web-1 stopped: ended by SIGKILL after 82.5 ms, had to be killed',
    )
  })

  it.each<EventBody>([
    { type: 'steady-state', when: 'after', holds: true, findings: [] },
    { type: 'clock', offsetMs: 0 },
    { type: 'phase-started', window: 'lost', phase: 'lost' },
    { type: 'done', id: 1 },
  ])('there is none for %o', (body) => {
    expect(lineOf(event(body))).toBeNull()
  })
})

describe('the instances after an event', () => {
  const before: InstanceState[] = [
    { name: 'web-1', state: 'ready' },
    { name: 'web-2', state: 'ready' },
  ]
  const statesAfter = (happened: JournalEvent, from = before): string[] =>
    instancesAfter(happened, from).map(({ name, state }) => `${name} ${state}`)

  it('are those that were observed', () => {
    const one = (name: string, up: boolean, ready: boolean): Instance => ({
      name,
      url: 'http://127.0.0.1:1',
      identity: up ? { process: { pid: 1, startTime: '1' }, bootId: null, mark: null } : null,
      release: null,
      ready,
    })
    const instances = [one('web-1', true, true), one('web-2', true, false), one('web-3', false, false)]
    expect(statesAfter(event({ type: 'instances', instances, why: 'start' }), [])).toEqual([
      'web-1 ready',
      'web-2 not ready',
      'web-3 down',
    ])
  })

  it('are changed for the victim alone, and only by what was seen', () => {
    expect(statesAfter(landed(true))).toEqual(['web-1 down', 'web-2 ready'])
    expect(statesAfter(landed(true, 'pause'))).toEqual(['web-1 not ready', 'web-2 ready'])
    expect(statesAfter(landed(true, 'crash'))).toEqual(['web-1 down', 'web-2 ready'])
    expect(statesAfter(landed(false))).toEqual(['web-1 ready', 'web-2 ready'])
    const down: InstanceState[] = [{ name: 'web-1', state: 'down' }]
    expect(statesAfter(healed(true), down)).toEqual(['web-1 ready'])
    expect(statesAfter(healed(false), down)).toEqual(['web-1 down'])
  })

  it.each(['squeeze', 'fill', 'slow-link', 'of-tomorrow'])('are left to the watch by %s', (fault) => {
    expect(statesAfter(landed(true, fault))).toEqual(['web-1 ready', 'web-2 ready'])
    const unready: InstanceState[] = [{ name: 'web-1', state: 'not ready' }]
    expect(
      statesAfter(event({ type: 'fault-healed', ...names, fault, seen: true, evidence: [] }), unready),
    ).toEqual(['web-1 not ready'])
  })

  it('are what the watch sees of each, by its readiness or by what it serves', () => {
    const seen = (alive: boolean, ready: number | null, serves: boolean) =>
      statesAfter(
        event({
          ...{ type: 'instance-state', name: 'web-1', alive, health: null, ready, failing: [], serves },
          ...{ release: null, bootId: null, endAsked: false },
        }),
      )
    expect(seen(false, null, false)).toEqual(['web-1 down', 'web-2 ready'])
    expect(seen(true, 503, true)).toEqual(['web-1 not ready', 'web-2 ready'])
    expect(seen(true, 200, false)).toEqual(['web-1 ready', 'web-2 ready'])
    expect(seen(true, null, true)).toEqual(['web-1 ready', 'web-2 ready'])
    expect(seen(true, null, false)).toEqual(['web-1 not ready', 'web-2 ready'])
  })

  it('are the same list after any other event', () => {
    expect(instancesAfter(event({ type: 'done', id: 1 }), before)).toBe(before)
  })
})
