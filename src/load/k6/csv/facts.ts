/** What the tags of a request's rows say. Requests of one time series say the same, so it is read once for all. */
import type { RequestRow } from '../../load.ts'
import type { Operations } from '../operation.ts'
import type { Columns } from './columns.ts'
import { splitFields, tagIn } from './fields.ts'

export type Facts = Omit<RequestRow, 'startWallMs' | 'durationMs' | 'certain' | 'ok'>

/** Series that are remembered; beyond it the memory starts anew. */
const MAX_REMEMBERED = 10_000

export class FactsOf {
  readonly #operations: Operations
  readonly #known = new Map<string, Facts>()

  constructor(operations: Operations) {
    this.#operations = operations
  }

  /** Null: the row has another number of fields than the header. */
  of(row: string, quoted: boolean, columns: Columns): Facts | null {
    const from = quoted || !columns.usual ? -1 : thirdComma(row)
    if (from < 0) return this.#read(splitFields(row, quoted), columns)
    const tags = row.slice(from, row.lastIndexOf(','))
    const known = this.#known.get(tags)
    if (known) return known
    if (this.#known.size >= MAX_REMEMBERED) this.#known.clear()
    // A copy: what is cut out of a chunk keeps all of the chunk in memory.
    const copy = Buffer.from(row).toString()
    const facts = this.#read(splitFields(copy, false), columns)
    if (facts) this.#known.set(copy.slice(from, copy.lastIndexOf(',')), facts)
    return facts
  }

  #read(fields: readonly string[], columns: Columns): Facts | null {
    if (fields.length !== columns.count) return null
    const field = (index: number): string => fields[index] ?? ''
    const tags = field(columns.extraTags)
    const method = field(columns.method)
    return {
      status: codeOf(field(columns.status)),
      error: codeOf(field(columns.errorCode)),
      method,
      operation: this.#operations.of(method, field(columns.name), tagIn(tags, 'op')),
      scenario: field(columns.scenario),
      group: field(columns.group),
      instance: tagIn(tags, 'instance'),
      release: tagIn(tags, 'release'),
    }
  }
}

/** -1: there are fewer. */
function thirdComma(row: string): number {
  const first = row.indexOf(',')
  const second = first < 0 ? -1 : row.indexOf(',', first + 1)
  return second < 0 ? -1 : row.indexOf(',', second + 1)
}

function codeOf(text: string): number {
  const code = Number(text)
  return Number.isInteger(code) && code >= 0 && code <= 65_535 ? code : 0
}
