/** A slow way to a service: what the app sends there arrives so much later. */
import { FiredrillError } from '../errors.ts'
import { formatMs } from '../units.ts'
import { brokenWords, linkFault } from './link.ts'

/** So much of the delay has to be felt, and less than so much may be left. */
const FELT = 0.8
const LEFT = 0.5

export const slowLink = linkFault({
  kind: 'slow-link',
  describe: (service) => `slow the link to ${service}`,
  disturbance({ byMs }) {
    if (typeof byMs === 'number' && byMs > 0) return { kind: 'slow', byMs }
    throw new FiredrillError('drill-invalid', `A link cannot be slow by ${JSON.stringify(byMs)}.`, {
      hint: "Write slowLink('db', '100ms').",
    })
  },
  felt({ answerMs, ...seen }, args) {
    if (answerMs === null)
      return { seen: false, what: ['nothing came back', brokenWords({ answerMs, ...seen })] }
    const [byMs, beforeMs] = [Number(args.byMs), Number(args.beforeMs)]
    return { seen: answerMs - beforeMs >= FELT * byMs, what: [answerWords(answerMs, beforeMs)] }
  },
  gone({ answerMs, ...seen }, args) {
    if (answerMs === null || seen.broken > 0)
      return { seen: false, what: [brokenWords({ answerMs, ...seen })] }
    const [byMs, beforeMs] = [Number(args.byMs), Number(args.beforeMs)]
    return { seen: answerMs - beforeMs < LEFT * byMs, what: [answerWords(answerMs, beforeMs)] }
  },
})

function answerWords(nowMs: number, beforeMs: number): string {
  return `an answer takes ${formatMs(nowMs)}, before ${formatMs(beforeMs)}`
}
