/** What the container engine told while the drill was under way, for a person: what belongs together in one line. */
import type { EngineSeen } from '../measure/engine-seen.ts'
import type { Measurements } from '../measure/measurements.ts'
import { formatAt, formatMs } from '../units.ts'
import { counted } from '../verdict/wording.ts'

/** So many a person reads; the rest is in the journal. */
const MOST_LINES = 24
/** A kill, the end that comes of it and the word that it was stopped are one happening. */
const TOGETHER_MS = 1000

export interface EngineMark {
  /** Run ms. */
  atMs: number
  /** `web-1 was sent SIGKILL, ended with exit code 137`. */
  words: string
  /** Memory ran out, or a health check fails. */
  bad: boolean
}

/** From the first phase to the end of the last: how it was set up and taken down is no news. */
export function engineMarks({ engine, windows }: Pick<Measurements, 'engine' | 'windows'>): EngineMark[] {
  const phases = windows.filter(({ kind }) => kind === 'phase')
  const fromMs = Math.min(...phases.map(({ startMs }) => startMs))
  const toMs = Math.max(...phases.map(({ endMs }) => endMs))
  const told = engine.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
  const groups: EngineSeen[][] = []
  for (const event of told) {
    const last = groups.findLast(([first]) => first?.name === event.name)
    if (last && event.atMs - (last.at(-1)?.atMs ?? 0) <= TOGETHER_MS) last.push(event)
    else groups.push([event])
  }
  return groups.map((group) => ({
    atMs: group[0]?.atMs ?? 0,
    words: `${group[0]?.name} ${[...new Set(group.map(engineWords))].join(', ')}`,
    bad: group.some(({ action, health }) => action === 'oom' || health === 'unhealthy'),
  }))
}

/** None where no engine was followed. */
export function engineLines(measurements: Pick<Measurements, 'engine' | 'windows'>): string[] {
  const marks = engineMarks(measurements)
  const lines = marks.slice(0, MOST_LINES).map(({ atMs, words }) => `${formatAt(atMs)}: ${words}`)
  const more = marks.length - lines.length
  const errors = measurements.engine.flatMap(({ errorMs }) => (errorMs === null ? [] : [errorMs]))
  const clock =
    errors.length === 0
      ? 'times are when it was heard'
      : `times are by the engine's clock, at most ${formatMs(errors.reduce((a, b) => Math.max(a, b)))} off`
  if (lines.length === 0) return []
  return [...lines, ...(more > 0 ? [`${counted(more, 'more such event')}, in the journal`] : []), clock]
}

/** `was sent SIGKILL`, `ended with exit code 137`, `is unhealthy`. */
export function engineWords(event: Omit<EngineSeen, 'atMs' | 'errorMs' | 'name'>): string {
  switch (event.action) {
    case 'start':
      return 'started'
    case 'kill':
      return `was sent ${event.signal ?? 'a signal'}`
    case 'oom':
      return 'ran out of memory'
    case 'die':
      return `ended with exit code ${event.exitCode ?? 'unknown'}`
    case 'stop':
      return 'is stopped'
    case 'pause':
      return 'is paused'
    case 'unpause':
      return 'goes on'
    case 'health_status':
      return `is ${event.health ?? 'of unknown health'}`
  }
}
