/** What was asked of the app after a change, and what users got: the same after a deploy and after a rollback. */
import { describeCondition } from '../../drill/describe.ts'
import { quoted } from '../../shell-words.ts'
import { upperFirst } from '../commands.ts'
import type { Rehearsal, Today } from '../rehearsal.ts'
import type { RunbookStep } from '../runbook.ts'
import { withoutRoot } from '../typed.ts'

/** Stands where only a run, or whoever runs the app, knows the address. */
const UNKNOWN_EDGE = '<address of the edge>'

export interface Span {
  /** Run ms. */
  fromMs: number
  toMs: number
}

/** As a person asks; in the rehearsal firedrill asked the same by itself. */
export function askVersion({ verdict }: Rehearsal, version: string, { addresses }: Today): RunbookStep[] {
  const { instances } = addresses
  if (instances.length === 0) return []
  const said = verdict.releases.length === 0 ? '' : ', as each said it by itself in the rehearsal'
  return [
    {
      ...step('Ask each instance what it serves', verdict.id),
      command: instances.map((url) => `curl -fsS ${quoted(url)}`).join('\n'),
      expect: [`each says ${version}${said}`],
    },
  ]
}

export function askEdge({ events, verdict }: Rehearsal, { addresses }: Today): RunbookStep[] {
  const asked = events.find((event) => event.type === 'probe-started')
  if (asked?.type !== 'probe-started') return []
  const url = addresses.edge ?? `${UNKNOWN_EDGE}${pathOf(asked.url)}`
  return [
    {
      ...step('Ask what users ask', verdict.id),
      command: `curl -fsS -o /dev/null -w '%{http_code}\\n' ${quoted(url)}`,
      standIns: addresses.edge === null ? [UNKNOWN_EDGE] : [],
      expect: ['it prints a status from 200 to 399, which is what the prober took for good in the rehearsal'],
    },
  ]
}

/** What the drill waited for, and saw. */
export function awaited({ events, verdict }: Rehearsal, { fromMs, toMs }: Span, root: string): RunbookStep[] {
  return events.flatMap((event) => {
    if (event.type !== 'condition' || !event.met || event.atMs < fromMs || event.atMs > toMs) return []
    return [
      {
        ...step(upperFirst(describeCondition(event.condition)), verdict.id),
        expect: [withoutRoot(event.restedOn, root)],
        tookMs: event.tookMs,
      },
    ]
  })
}

/** The objectives that were held in the windows that reach beyond the change; what the next change was made in is its own. */
export function promised({ verdict }: Rehearsal, { fromMs, toMs }: Span): RunbookStep[] {
  const after = verdict.windows.filter(
    ({ kind, startMs, endMs }) =>
      kind === 'phase' && endMs > fromMs && startMs < toMs && (startMs <= fromMs || endMs <= toMs),
  )
  const names = new Set(after.map(({ name }) => name))
  const held = verdict.clauses.filter((clause) => names.has(clause.window) && clause.verdict === 'pass')
  if (held.length === 0) return []
  const expect = held.map(({ objective, window, message }) => `${objective}, in ${window}: ${message}`)
  return [{ ...step('See what users get', verdict.id), expect }]
}

function step(what: string, run: string): RunbookStep {
  return { what, command: null, variables: [], standIns: [], expect: [], tookMs: null, run }
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return `${pathname}${search}`
}
