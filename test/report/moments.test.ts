import { expect, test } from 'vitest'
import { momentsOf } from '../../src/report/moments.ts'
import type { ReportInput } from '../../src/report/reporter.ts'
import { diagnosedInput, failedInput, passedInput } from './build-input.ts'

const told = (input: ReportInput): string[] =>
  momentsOf(input).moments.map(({ atMs, kind, words }) => `${atMs} ${kind}: ${words}`)

test('what was done and what broke stand in one list, in the order of time, and count from 1', () => {
  const { moments } = momentsOf(diagnosedInput())
  expect(told(diagnosedInput())).toEqual([
    '5000 phase: phase baseline began',
    '10000 phase: phase lost began',
    '11000 fault: web-1 was killed',
    '11002 outage: the prober was not served, for 348 ms',
    '11003 breach: uptime at least 99.9 % in lost broke',
    '40000 phase: phase settled began',
    '41000 breach: uptime at least 99.9 % in settled broke',
  ])
  expect(moments.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6, 7])
  // A slow probe is as bad as one that failed, and is not told as one.
  expect(moments[3]?.evidence).toEqual(['17 probes failed, or took too long'])
})

test('a breach names its clause and what broke it', () => {
  const input = failedInput()
  const [clause] = input.verdict.clauses.filter(({ verdict }) => verdict === 'fail')
  if (!clause) throw new Error('A clause that failed was expected.')
  const { moments } = momentsOf(
    diagnosedInput({ first: { clause: clause.id, atMs: 11_003, what: 'no answer' } }),
  )
  const breach = moments.find(({ kind, atMs }) => kind === 'breach' && atMs === 11_003)
  expect(breach).toMatchObject({ words: 'uptime at least 99.9 % in lost broke', evidence: ['no answer'] })
})

test('what broke at one moment is one, and stands after what was done at that moment', () => {
  const next = ['uptime-at-least-99.9@settled', 'p95-below-150-ms@lost'].map((clause) => ({
    clause,
    atMs: 11_000,
    what: 'slow',
  }))
  const first = { clause: 'uptime-at-least-99.9@lost', atMs: 11_000, what: 'no answer' }
  const { moments } = momentsOf(diagnosedInput({ first, next }))
  expect(moments.filter(({ atMs }) => atMs === 11_000)).toMatchObject([
    { kind: 'fault' },
    {
      kind: 'breach',
      words: 'uptime at least 99.9 % in lost broke',
      evidence: ['no answer', 'and with it uptime at least 99.9 % in settled, p95 below 150 ms in lost'],
    },
  ])
})

test('a fault carries what shows that it landed, and says so loudly when nothing does', () => {
  const fault = (input: ReportInput) => momentsOf(input).moments.find(({ kind }) => kind === 'fault')
  const input = passedInput()
  expect(fault(input)?.evidence).toEqual(['seen to land', 'pid 4711 is gone'])
  const faults = input.measurements.faults.map((each) => ({
    ...each,
    landed: { seen: false, atMs: 1, evidence: ['pid 4711 still serves'] },
  }))
  const unseen = fault({ ...input, measurements: { ...input.measurements, faults } })
  expect(unseen?.evidence).toEqual(['NOT seen to land', 'pid 4711 still serves'])
})

test('short outages are no news', () => {
  const input = failedInput()
  const [outage] = input.measurements.outages
  if (!outage) throw new Error('An outage was expected.')
  const outages = [{ ...outage, endMs: outage.startMs + 149 }]
  expect(told({ ...input, measurements: { ...input.measurements, outages } }).join()).not.toContain('outage')
})

test('outages one after the other, with nothing between them, are one moment', () => {
  const input = failedInput()
  const [outage] = input.measurements.outages
  if (!outage) throw new Error('An outage was expected.')
  const at = (startMs: number) => ({ ...outage, startMs, endMs: startMs + 200 })
  const of = (...startMs: number[]) =>
    momentsOf({ ...input, measurements: { ...input.measurements, outages: startMs.map(at) } }).moments.filter(
      ({ kind }) => kind === 'outage',
    )
  expect(of(12_000, 13_000, 14_000)).toHaveLength(3)
  expect(of(12_000, 13_000, 14_000, 15_000)).toMatchObject([
    {
      atMs: 12_000,
      words: '4 times the prober was not served, for the last time at 15 s of the run',
      evidence: ['the first time for 200 ms'],
    },
  ])
  // The kill stands between them.
  expect(of(8000, 9000, 12_000, 13_000)).toHaveLength(4)
})

test('of hundreds, those that matter are kept, and it is said how many are not', () => {
  const input = diagnosedInput()
  const command = { argv: ['x'], cwd: '/', env: {} }
  const intents = Array.from({ length: 500 }, (_, k) => ({
    seq: 1000 + k,
    atMs: 20_000 + k,
    type: 'intent' as const,
    id: 1000 + k,
    what: 'stop web-1',
    undo: { kind: 'nothing', args: {} },
    command,
  }))
  const record = { ...input.record, events: [...input.record.events, ...intents] }
  const { moments, leftOut } = momentsOf({ ...input, record })
  expect(moments).toHaveLength(120)
  expect(leftOut).toBe(387)
  expect(moments.filter(({ kind }) => kind === 'breach')).toHaveLength(2)
  expect(moments.filter(({ kind }) => kind === 'fault')).toHaveLength(1)
})

test('a guard that said stop is a moment, with what it rested on; one that could not be evaluated is none', () => {
  const input = passedInput()
  const guard = {
    seq: 0,
    atMs: 12_000,
    type: 'guard',
    guard: 'uptime below 95 % over 10 s',
    samples: {},
  } as const
  const events = [
    { ...guard, decision: 'not-seen', restedOn: 'no samples' },
    { ...guard, decision: 'stop', restedOn: '61 of 580 requests failed' },
  ] as const
  const record = { ...input.record, events: [...input.record.events, ...events] }
  const { moments } = momentsOf({ ...input, record })
  expect(moments.filter(({ words }) => words.startsWith('guard'))).toMatchObject([
    {
      atMs: 12_000,
      words: 'guard uptime below 95 % over 10 s: stop',
      evidence: ['61 of 580 requests failed'],
    },
  ])
})
