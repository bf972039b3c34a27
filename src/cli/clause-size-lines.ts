/** What a plan says of each clause: how many requests it takes to tell, and to prove, and whether the drill brings them. */
import type { ClauseSize } from '../run/sample-sizes.ts'
import { formatMs } from '../units.ts'
import { formatCount } from '../verdict/wording.ts'

/** One line a clause, under its window. */
export function clauseSizeLines(clauses: readonly ClauseSize[]): string[] {
  const windows = Map.groupBy(clauses, ({ window }) => window)
  return [...windows].flatMap(([window, list]) => [
    `  ${window}`,
    ...list.map((clause) => `    ${line(clause)}`),
  ])
}

/** A drill that is too short to decide; with `strict`, also what cannot be proven. Whole sentences. */
export function clauseWarnings(clauses: readonly ClauseSize[], strict: boolean): string[] {
  return clauses.flatMap((clause) => {
    const { window, objective, requests, reach, note } = clause
    const at = `${window}: ${objective}`
    if (reach === 'too few to tell' && requests)
      return [
        `${at}: ${formatCount(requests.planned ?? 0)} requests are too few to tell; ${needed(requests.toTell, requests.toTellMs)}.`,
      ]
    if (!strict) return []
    if (reach === 'observed' && requests)
      return [
        `${at}: ${formatCount(requests.planned ?? 0)} requests are too few to prove it, and --strict takes nothing less; ${needed(requests.toProve, requests.toProveMs)}.`,
      ]
    if (reach === 'observed') return [`${at}: it cannot be proven, and --strict takes nothing less. ${note}`]
    return reach === 'unknown' ? [`${at}: whether it is proven is not known before the run: ${note}.`] : []
  })
}

function line({ objective, requests, reach, note }: ClauseSize): string {
  if (requests === null) return `${objective}: ${best(reach)}${note && ` (${note})`}`
  const { toTell, toProve, toTellMs, toProveMs, planned } = requests
  const parts = [
    `${counted(toTell, toTellMs)} to tell`,
    `${counted(toProve, toProveMs)} with none bad to prove`,
    planned === null ? '' : `${formatCount(planned)} planned`,
  ].filter(Boolean)
  return `${objective}: ${parts.join(', ')}: ${best(reach)}${note && ` (${note})`}`
}

function best(reach: ClauseSize['reach']): string {
  switch (reach) {
    case 'too few to tell':
      return 'TOO FEW TO TELL'
    case 'observed':
      return 'observed at best'
    case 'proven':
      return 'can be proven'
    case 'unknown':
      return 'not known beforehand'
  }
}

function counted(count: number, ms: number | null): string {
  return ms === null ? formatCount(count) : `${formatCount(count)} (${formatMs(ms)})`
}

function needed(count: number, ms: number | null): string {
  const time = ms === null ? '' : `, ${formatMs(ms)} at this rate`
  return `${formatCount(count)} are needed${time}`
}
