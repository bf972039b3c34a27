/**
 * What a run asserts as a whole, beside what is measured: what its steps found, what was waited for, the steady state
 * after. Each holds or it does not.
 */
import type { RunRecord } from '../journal/record.ts'
import type { Measurements } from '../measure/measurements.ts'
import { conditionText } from '../verdict/conditions.ts'
import type { Clause, Verdict } from '../verdict/schema.ts'
import { STEADY_AFTER } from '../verdict/steady.ts'

export interface Held {
  objective: string
  window: string
  /** Null: it is not known. */
  holds: boolean | null
  /** Why it is not known, by the code of the reason. */
  unknown: string | null
  /** The verdict's sentence. Null: the verdict says nothing of it, because it holds. */
  message: string | null
  /** Where the step stands that says it only if it does not hold; null: it is said either way. */
  onlyBrokenAt: string | null
}

const KINDS: readonly string[] = ['finding', 'until', 'steady state', 'k6 threshold']

export function isHeld({ indicator }: Pick<Clause, 'indicator'>): boolean {
  return KINDS.includes(indicator)
}

/** By words and window, in which one instance is like another, and one release too: the second of two alike ends in `#2`. */
export function heldOf(record: RunRecord, measurements: Measurements, verdict: Verdict): Map<string, Held> {
  const alike = wordsAlike(record)
  const brokenAt = onlyBroken(record)
  const told = verdict.clauses.filter(isHeld).map(
    ({ objective, window, verdict: value, reason, message }): Held => ({
      objective,
      window,
      holds: value === 'inconclusive' ? null : value === 'pass',
      unknown: value === 'inconclusive' ? reason : null,
      message,
      onlyBrokenAt: brokenAt.get(`${objective}@${window}`) ?? null,
    }),
  )
  const met = measurements.conditions
    .filter((condition) => condition.met)
    .map((condition) => holding(conditionText(condition), condition.window))
  const steady = measurements.steady.after?.holds ? [holding(STEADY_AFTER, 'after')] : []
  const held = new Map<string, Held>()
  for (const one of [...told, ...met, ...steady]) {
    const base = `${alike(one.objective)}@${one.window}`
    let key = base
    for (let nth = 2; held.has(key); nth++) key = `${base}#${nth}`
    held.set(key, one)
  }
  return held
}

/** The steps that were done each time they were taken. */
export function stepsDone({ events }: Pick<RunRecord, 'events'>): Set<string> {
  const ended = events.filter((event) => event.type === 'step-ended')
  const undone = new Set(ended.filter(({ outcome }) => outcome !== 'done').map(({ path }) => path))
  return new Set(ended.map(({ path }) => path).filter((path) => !undone.has(path)))
}

function holding(objective: string, window: string): Held {
  return { objective, window, holds: true, unknown: null, message: null, onlyBrokenAt: null }
}

/** A refusal that nobody asked for, and an instance that does not start again, are found only where they come. */
function onlyBroken({ events }: RunRecord): Map<string, string> {
  const steps = new Map(
    events.flatMap((event) => (event.type === 'step-started' ? [[event.path, event.what]] : [])),
  )
  return new Map(
    events.flatMap((event) => {
      if (event.type !== 'finding' || event.holds !== false) return []
      const { what, window, path } = event
      const only = what === steps.get(path) || what.endsWith(' starts again')
      return only ? [[`${what}@${window || 'drill'}`, path]] : []
    }),
  )
}

/** The seed picks the instance, and the release may be what is compared. */
function wordsAlike({ events }: RunRecord): (text: string) => string {
  const named = new Map<string, string>()
  for (const event of events) {
    if (event.type === 'release') named.set(event.release.version, 'the release')
    if (event.type === 'instances') for (const { name } of event.instances) named.set(name, 'an instance')
  }
  return (text) =>
    text.replace(/[\w@+~/:.-]+/g, (word) => {
      const end = endOf(word)
      const name = word.slice(0, end)
      return `${named.get(name) ?? name}${word.slice(end)}`
    })
}

/** After its last letter or digit: what comes then is of the sentence. */
function endOf(word: string): number {
  let end = word.length
  while (end > 0 && !/\w/.test(word.charAt(end - 1))) end -= 1
  return end
}
