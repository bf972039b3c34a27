/** What the prober's process says, line by line. */
import { WholeLines } from '../../../src/probe/lines.ts'
import { decodeLine, encodeMissed, encodeRow } from '../../../src/probe/wire.ts'
import type { Kind } from '../kind.ts'
import { changedLines } from '../lines.ts'

export const prober: Kind = {
  what: "the prober's stream",
  share: 7000,
  async prepare() {
    const rest = { ok: true, status: 200, error: '', instance: 'web-1', release: '1.0.0' }
    const rows = Array.from({ length: 12 }, (_, k) =>
      encodeRow({ dueMs: 20 * k, startMs: 20 * k, endMs: 20 * k + 3, ...rest }),
    )
    const lines = [...rows, encodeMissed(3)].map((line) => line.trimEnd())
    return (random, numbered) => {
      const { bytes, how } = changedLines(lines, random, numbered)
      const isCut = numbered.index < numbered.of / 2
      return {
        how,
        read() {
          const whole = new WholeLines()
          const said = new TextDecoder().decode(bytes)
          let malformed = 0
          for (let at = 0; at < said.length; ) {
            const length = 1 + random.int(200)
            for (const line of whole.push(said.slice(at, at + length))) {
              const message = decodeLine(line)
              if (message === null) malformed += 1
              const times =
                message?.kind === 'probe' ? [message.row.dueMs, message.row.startMs, message.row.endMs] : []
              if (!times.every(Number.isFinite)) return { wrong: `a probe has a time that is none: ${line}` }
            }
            at += length
          }
          const lost = malformed + whole.tooLong + (whole.rest === '' ? 0 : 1)
          // Two lines that garbage made one of may be a good line: the gap between the probes tells.
          if (isCut && lost === 0 && !isWholeLines(said, lines)) return { wrong: 'a probe is cut off unsaid' }
          return lost > 0 ? 'partial' : 'whole'
        },
      }
    }
  },
}

/** What is missing as whole lines was never said: gaps between the probes tell of it. */
function isWholeLines(said: string, lines: readonly string[]): boolean {
  return (
    said === '' ||
    said
      .trimEnd()
      .split('\n')
      .every((line) => lines.includes(line))
  )
}
