/** What clients saw lately, one row a request, for what is decided while the drill runs. */
import type { Filter } from '../drill/objective.ts'
import type { RecordedRequest } from '../journal/rows.ts'

export class Recent {
  readonly #keptMs: number
  #rows: RecordedRequest[] = []

  /** `keptMs`: how far back, at least. */
  constructor(keptMs: number) {
    this.#keptMs = keptMs
  }

  add(rows: readonly RecordedRequest[]): void {
    this.#forgetBefore((rows.at(-1)?.startMs ?? 0) - this.#keptMs)
    for (const row of rows) this.#rows.push(row)
  }

  /** Those that began in [fromMs, toMs). */
  begun(fromMs: number, toMs = Number.POSITIVE_INFINITY): RecordedRequest[] {
    return this.#rows.filter(({ startMs }) => startMs >= fromMs && startMs < toMs)
  }

  /** Those that match and ended in (fromMs, toMs]: one that hangs is seen when it has failed, not when it began. */
  ended(fromMs: number, toMs: number, filter: Filter): RecordedRequest[] {
    return this.#rows.filter((row) => {
      const endMs = row.startMs + row.durationMs
      return endMs > fromMs && endMs <= toMs && matches(row, filter)
    })
  }

  #forgetBefore(startMs: number): void {
    const oldest = this.#rows[0]
    // Once for each kept stretch, so that the cost for each request stays constant.
    if (oldest && oldest.startMs < startMs - this.#keptMs)
      this.#rows = this.#rows.filter((row) => row.startMs >= startMs)
  }
}

/** As measure/filter.ts takes the columns of a record. */
function matches(row: RecordedRequest, { operation, scenario, group, method, route }: Filter): boolean {
  if (operation !== undefined && row.operation !== operation) return false
  if (scenario !== undefined && row.scenario !== scenario) return false
  if (group !== undefined && row.group !== group && row.group !== `::${group}`) return false
  if (method !== undefined && row.method !== method.toUpperCase()) return false
  return route === undefined || row.operation === route || `${row.method} ${row.operation}` === route
}
