import { describeLogged } from '../../drill/describe/conditions.ts'
import type { LinePattern } from '../../drill/model.ts'
import { logFiles } from '../log-sizes.ts'
import type { CreateEvaluator } from './condition.ts'

const LINE_END = 0x0a
const LONGEST_BYTES = 256 * 1024
/** A pattern may take the square of it. */
const LONGEST_LINE = 16_384
const STAMP = /^\d{4}-\d\d-\d\dT[\d:.]+Z /

/**
 * An instance's log has a line with the text, or one that matches, written since the phase began. Each look reads what
 * came since the one before.
 */
export const logged: CreateEvaluator<'logged'> = ({ text }, { stage, phase }) => {
  const isLike = fitting(text)
  const fits = (line: string) => isLike(stage.target.logs?.stamped ? line.replace(STAMP, '') : line)
  const logs = new Map<string, { readTo: number; rest: Buffer }>()
  const has = async (file: string): Promise<boolean> => {
    const log = logs.get(file) ?? { readTo: phase.logSizes.get(file) ?? 0, rest: Buffer.alloc(0) }
    logs.set(file, log)
    const piece = await stage.host.files.readFrom(file, log.readTo)
    log.readTo += piece.length
    // By bytes: a letter may lie across two pieces.
    const bytes = Buffer.concat([log.rest, piece])
    const lines = bytes.subarray(0, bytes.lastIndexOf(LINE_END) + 1)
    log.rest = bytes.subarray(lines.length)
    // A line that never ends is looked at again and again: of a long one, its end.
    if (log.rest.length > LONGEST_BYTES) log.rest = log.rest.subarray(-LONGEST_BYTES)
    if (lines.toString().split('\n').slice(0, -1).some(fits)) return true
    // What has no end yet may still become what a pattern refuses: it is a line once nothing more comes.
    const whole = typeof text === 'string' || piece.length === 0
    return whole && log.rest.length > 0 && fits(log.rest.toString())
  }
  return {
    async look() {
      const files = await logFiles(stage)
      const found = await Promise.all(files.map(async ([name, file]) => ((await has(file)) ? [name] : [])))
      const names = found.flat()
      const what = describeLogged(text)
      if (names.length === 0) return { met: false, restedOn: `no instance's log has ${what}` }
      return { met: true, restedOn: `${what} stands in the log of ${names.join(', ')}` }
    },
  }
}

function fitting(text: string | LinePattern): (line: string) => boolean {
  if (typeof text === 'string') return (line) => line.includes(text)
  const pattern = new RegExp(text.pattern, text.flags)
  return (line) => pattern.test(line.slice(0, LONGEST_LINE))
}
