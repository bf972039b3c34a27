import type { EventBody, JournalEvent } from '../../src/journal/events.ts'
import type { RecordInput } from './record-input.ts'

/** The journal of the run, in order. */
export function eventsOf(input: RecordInput, header: JournalEvent): JournalEvent[] {
  const timed = [...frameEvents(input), ...faultEvents(input), ...(input.events ?? [])]
  const sorted = timed.toSorted((a, b) => a.atMs - b.atMs)
  return [header, ...sorted].map((event, seq) => ({ ...event, seq }))
}

type Timed = { atMs: number } & EventBody

function frameEvents(input: RecordInput): Timed[] {
  const { firstDueMs = 0, maxVus = 400, requestTimeoutMs = 2000, probeIntervalMs = 20 } = input
  const ratePerSecond = input.profile?.kind === 'script' ? null : (input.ratePerSecond ?? 200)
  const planned = input.phases.map(({ name, durationMs, plannedMs = durationMs }) => ({ name, plannedMs }))
  const { before = true } = input.steady ?? {}
  const events: Timed[] = [
    { atMs: 0, type: 'planned', phases: planned },
    { atMs: 0, type: 'clock', offsetMs: 0 },
    { atMs: 0, type: 'load-started', script: 'shop.ts', maxVus, ratePerSecond, requestTimeoutMs },
    {
      atMs: 0,
      type: 'probe-started',
      url: 'http://127.0.0.1:8080/',
      intervalMs: probeIntervalMs,
      timeoutMs: 2000,
    },
    { atMs: 1, type: 'load-first-due', dueMs: firstDueMs },
  ]
  let atMs = input.warmUpMs ?? 5000
  events.push({ atMs, type: 'warm-up-ended' })
  if (before !== null)
    events.push({ atMs, type: 'steady-state', when: 'before', holds: before, findings: [] })
  for (const { name, window = name, durationMs, completed = true } of input.phases) {
    events.push({ atMs, type: 'phase-started', window, phase: name })
    atMs += durationMs
    events.push({ atMs, type: 'phase-ended', window, phase: name, completed })
  }
  return [...events, ...endEvents(input, atMs)]
}

function endEvents(input: RecordInput, endMs: number): Timed[] {
  const { after = true } = input.steady ?? {}
  const end = { asked: true, exitCode: 105, malformedRows: 0, ...input.loadEnd }
  const probeEnd = { asked: true, missed: 0, ...input.probeEnd }
  const events: Timed[] = [
    { atMs: endMs + 2000, type: 'load-ended', signal: null, lastLines: [], ...end },
    { atMs: endMs + 2000, type: 'probe-ended', exitCode: 0, ...probeEnd },
    { atMs: endMs + 2100, type: 'clock', offsetMs: 0 },
    {
      atMs: endMs + 2200,
      type: 'run-ended',
      run: input.run ?? 'completed',
      reason: 'all steps were taken',
      errorCode: null,
      by: 'run',
    },
    {
      atMs: endMs + 2300,
      type: 'cleanup-ended',
      cleanup: input.cleanup ?? 'clean',
      left: [],
      by: 'run',
      tookMs: 100,
    },
  ]
  if (after === null) return events
  return [{ atMs: endMs, type: 'steady-state', when: 'after', holds: after, findings: [] }, ...events]
}

function faultEvents(input: RecordInput): Timed[] {
  return (input.faults ?? []).flatMap(({ window, instantMs, fault = 'kill', victim = 'web-1', ...seen }) => {
    const names = { fault, window, victim }
    const undo = { kind: 'start', args: {} }
    const command = { argv: ['kill', '-9', '4711'], cwd: '/app', env: {} }
    const url = 'http://127.0.0.1:3001'
    const events: Timed[] = [
      {
        atMs: instantMs - 1,
        type: 'fault-intended',
        fault,
        window,
        victim: { name: victim, url, identity: null },
        undo,
      },
      { atMs: instantMs + 1, type: 'fault-injected', ...names, instantMs, command },
    ]
    const { landed = true, healed = null } = seen
    const atMs = instantMs + 50
    if (landed !== null) {
      events.push({ atMs, type: 'fault-landed', ...names, seen: landed, evidence: ['pid 4711 is gone'] })
    }
    if (healed !== null) {
      events.push({
        atMs: atMs + 1,
        type: 'fault-healed',
        ...names,
        seen: healed,
        evidence: ['web-1 is ready'],
      })
    }
    return events
  })
}
