import { MOST_WALL_MS } from '../../../units.ts'

/** The fields of one CSV row (RFC 4180). `quoted` says that a quote occurs in it. */
export function splitFields(row: string, quoted: boolean): string[] {
  if (!quoted) return row.split(',')
  const fields: string[] = []
  let at = 0
  for (;;) {
    const [field, end] = row[at] === '"' ? quotedField(row, at) : plainField(row, at)
    fields.push(field)
    if (end >= row.length) return fields
    at = end + 1
  }
}

/** One field of a row by its position; undefined when the row has fewer. Far cheaper than splitting it all. */
export function fieldAt(row: string, quoted: boolean, index: number): string | undefined {
  if (quoted) return splitFields(row, true)[index]
  let start = 0
  for (let skipped = 0; skipped < index; skipped += 1) {
    const comma = row.indexOf(',', start)
    if (comma < 0) return undefined
    start = comma + 1
  }
  const end = row.indexOf(',', start)
  return end < 0 ? row.slice(start) : row.slice(start, end)
}

/** k6's metadata of a row, from its end where that is possible. */
export function metadataOf(
  row: string,
  quoted: boolean,
  columns: { usual: boolean; metadata: number },
): string {
  if (quoted || !columns.usual) return fieldAt(row, quoted, columns.metadata) ?? ''
  return row.slice(row.lastIndexOf(',') + 1)
}

/** The value of `key` in k6's `a=1&b=2`; null when it is not there. k6 escapes nothing: a value ends at the next `&`. */
export function tagIn(tags: string, key: string): string | null {
  const wanted = `${key}=`
  let at = tags.indexOf(wanted)
  // Only at the start of a tag: `stop=` is another one.
  while (at > 0 && tags[at - 1] !== '&') at = tags.indexOf(wanted, at + 1)
  if (at < 0) return null
  at += wanted.length
  const end = tags.indexOf('&', at)
  return end < 0 ? tags.slice(at) : tags.slice(at, end)
}

/** A row's time, which k6 writes in µs since 1970, as ms; null: it is none. */
export function wallMsIn(timestamp: string | undefined): number | null {
  const wallMs = Number(timestamp) / 1000
  return wallMs > 0 && wallMs <= MOST_WALL_MS ? wallMs : null
}

function plainField(row: string, at: number): [string, number] {
  const comma = row.indexOf(',', at)
  const end = comma < 0 ? row.length : comma
  return [row.slice(at, end), end]
}

function quotedField(row: string, open: number): [string, number] {
  let at = open + 1
  for (;;) {
    const quote = row.indexOf('"', at)
    if (quote < 0) return [row.slice(open), row.length]
    if (row[quote + 1] !== '"') {
      const [tail, end] = plainField(row, quote + 1)
      return [row.slice(open + 1, quote).replaceAll('""', '"') + tail, end]
    }
    at = quote + 2
  }
}
