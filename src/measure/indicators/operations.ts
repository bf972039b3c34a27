import type { Requests } from '../../journal/record.ts'
import type { Selection } from '../samples.ts'

export interface Operation {
  name: string
  selection: Pick<Selection, 'atMs' | 'durationMs'>
}

/** The samples of each operation, in the order in which they came; operations by name. */
export function byOperation({ atMs, durationMs, row }: Selection, { operation }: Requests): Operation[] {
  const counts = new Uint32Array(operation.values.length)
  for (const one of row) counts[operation.codes[one]!]! += 1
  const parts = Array.from(counts, (count) => ({
    atMs: new Float64Array(count),
    durationMs: new Float32Array(count),
    filled: 0,
  }))
  for (let i = 0; i < row.length; i++) {
    const part = parts[operation.codes[row[i]!]!]!
    part.atMs[part.filled] = atMs[i]!
    part.durationMs[part.filled++] = durationMs[i]!
  }
  return parts
    .flatMap((selection, code) =>
      selection.filled === 0 ? [] : [{ name: operation.values[code]! || 'unnamed', selection }],
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
