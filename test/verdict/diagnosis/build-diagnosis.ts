/** Failed runs of two instances in few words, and their diagnoses. All times are run ms. */
import type { LogLine } from '../../../src/journal/logs.ts'
import type { RunRecord } from '../../../src/journal/record.ts'
import { measure } from '../../../src/measure/measure.ts'
import { breachesOf } from '../../../src/verdict/diagnosis/breaches.ts'
import { type DiagnosisInput, diagnose, sceneOf } from '../../../src/verdict/diagnosis/diagnose.ts'
import type { Found, KnownCause, Scene } from '../../../src/verdict/diagnosis/scene.ts'
import type { Diagnosis } from '../../../src/verdict/diagnosis/schema.ts'
import { judge } from '../../../src/verdict/judge.ts'
import { state, type Timed, watched } from '../../measure/build-instances.ts'
import {
  buildRecord,
  p95Below150,
  type RecordInput,
  type RequestInput,
  uptimeThreeNines,
} from '../../measure/build-record.ts'

export interface Told extends Partial<Omit<RecordInput, 'requests'>> {
  /** What one request is like, else good after 10 ms; false: it was not sent. */
  request?: ((startMs: number, instance: string) => Partial<RequestInput> | false) | undefined
  logs?: LogLine[]
  /** True unless given: the load was told who answered. */
  instancesKnown?: boolean
}

/** Baseline 5–10 s, lost 10–20 s, settled 20–30 s; 200 requests a second, by turns through web-1 and web-2. */
export function inputOf({
  request,
  logs = [],
  instancesKnown = true,
  events = [],
  ...more
}: Told): DiagnosisInput {
  const requests = Array.from({ length: 5000 }, (_, k): RequestInput | false => {
    const instance = k % 2 === 0 ? 'web-1' : 'web-2'
    const startMs = 5000 + k * 5
    const own = request?.(startMs, instance) ?? {}
    if (own === false) return false
    const method = (k >> 1) % 2 === 0 ? 'GET' : 'POST'
    return { startMs, durationMs: 10, method, ...(instancesKnown ? { instance } : {}), ...own }
  }).filter((row) => row !== false)
  const record = buildRecord({
    phases: [
      { name: 'baseline', durationMs: 5000 },
      { name: 'lost', durationMs: 10_000 },
      { name: 'settled', durationMs: 10_000 },
    ],
    expect: [uptimeThreeNines, p95Below150],
    requests,
    events: [...(events.some(({ type }) => type === 'instance-state') ? [] : bothUp()), ...events],
    ...more,
  })
  return { ...judged(record), logs }
}

export function judged(record: RunRecord): Omit<DiagnosisInput, 'logs'> {
  const measurements = measure(record)
  const { clauses } = judge(record, measurements, { strict: false })
  return { record, measurements, breaches: breachesOf(record, measurements, clauses) }
}

/** Of the clause that broke first: where, when and by what. */
export function firstBroken(told: Told): { window: string; atMs: number | null; what: string } | null {
  const [breach] = inputOf(told).breaches
  return breach ? { window: breach.clause.window, atMs: breach.atMs, what: breach.what } : null
}

export function sceneTold(told: Told): Scene {
  return sceneOf(inputOf(told))
}

export function diagnosisOf(told: Told): Diagnosis | null {
  return diagnose(inputOf(told))
}

export function found(cause: KnownCause, told: Told): Found | null {
  return cause(sceneTold(told))
}

/** The watch saw both, well, from 4 s to 31 s. */
export function bothUp(): Timed[] {
  return [state('web-1', 4000), state('web-2', 4000), ...watched(4000, 31_000)]
}

/** A change that the run made. */
export function changed(what: string, fromMs: number, toMs: number, id = Math.round(fromMs)): Timed[] {
  return [
    { atMs: fromMs, type: 'intent', id, what, undo: { kind: 'nothing', args: {} } },
    { atMs: toMs, type: 'done', id },
  ]
}

export const answered = (status: number, durationMs = 5): Partial<RequestInput> => ({
  ok: false,
  status,
  durationMs,
})

export function line(source: string, atMs: number, text: string, more: Partial<LogLine> = {}): LogLine {
  return { source, atMs, text, bad: true, access: false, ...more }
}

export const LOSS = { window: 'lost', instantMs: 11_000, fault: 'loss', victim: 'db', healed: null } as const

/** The service is given back. */
export function given(atMs: number): Timed {
  return { atMs, type: 'fault-healed', fault: 'loss', window: 'lost', victim: 'db', seen: true, evidence: [] }
}
