/** Puts what stands in place of a secret into bytes; line ends stay where they are. */
import { isUtf8 } from 'node:buffer'
import type { Range } from './ranges.ts'
import { REDACTED } from './shown.ts'

const LINE_END = 0x0a
const SHOWN = Buffer.from(REDACTED)

export function replaced(bytes: Uint8Array, ranges: readonly Range[]): Uint8Array {
  const parts: Uint8Array[] = []
  let at = 0
  for (const { start, end } of ranges) {
    parts.push(bytes.subarray(at, start), SHOWN)
    at = end
  }
  parts.push(bytes.subarray(at))
  return Buffer.concat(parts)
}

/** `document` is asked for a whole line in which something is to be hidden, where it is text that may be JSON. */
export function byLines(
  bytes: Uint8Array,
  ranges: readonly Range[],
  document: (line: string) => Uint8Array,
): Uint8Array {
  if (ranges.length === 0) return bytes
  const parts: Uint8Array[] = []
  const apart = ranges.flatMap((range) => splitAtLineEnds(bytes, range))
  let at = 0
  for (let index = 0; index < apart.length; ) {
    const first = apart[index] as Range
    const start = bytes.lastIndexOf(LINE_END, Math.max(0, first.start - 1)) + 1
    const ends = bytes.indexOf(LINE_END, first.start)
    const end = ends < 0 ? bytes.length : ends
    const own: Range[] = []
    for (; index < apart.length && (apart[index] as Range).start < end; index++) {
      const { start: from, end: to } = apart[index] as Range
      own.push({ start: from - start, end: to - start })
    }
    parts.push(bytes.subarray(at, start), hiddenIn(bytes.subarray(start, end), own, document))
    at = end
  }
  parts.push(bytes.subarray(at))
  return Buffer.concat(parts)
}

function hiddenIn(
  line: Uint8Array,
  own: readonly Range[],
  document: (line: string) => Uint8Array,
): Uint8Array {
  const isObject = line[0] === 0x7b && isUtf8(line)
  return isObject ? document(Buffer.from(line).toString()) : replaced(line, own)
}

/** A key may be written over several lines. */
function splitAtLineEnds(bytes: Uint8Array, { start, end }: Range): Range[] {
  const parts: Range[] = []
  for (let from = start; from < end; ) {
    const lineEnd = bytes.indexOf(LINE_END, from)
    const to = lineEnd < 0 ? end : Math.min(lineEnd, end)
    if (to > from) parts.push({ start: from, end: to })
    from = to + 1
  }
  return parts
}
