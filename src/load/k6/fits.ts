/** Does a script's own load fit the drill and the environment? Known before anything is started. */
import { FiredrillError } from '../../errors.ts'
import { formatMs } from '../../units.ts'
import type { OwnLoad } from './own-load.ts'

/** What a load has to fit. */
export interface Frame {
  /** From the load's begin to its end, with warm-up and the time for which it outlives the last step, ms. */
  leastMs: number
  mostMs: number
  /** Of the environment; null: no limit. */
  maxRatePerSecond: number | null
}

/** Throws `load-script-invalid` where it is shorter than the drill for certain, `plan-refused` where it may be too much. */
export function refuseOwnLoad(
  script: string,
  own: OwnLoad,
  { leastMs, mostMs, maxRatePerSecond }: Frame,
): void {
  if (own.lastsMs < leastMs) {
    const message = `The k6 script ${script} cannot be used: its scenarios last ${formatMs(own.lastsMs)}, and the drill takes at least ${formatMs(leastMs)}, with warm-up and the time limit of a request.`
    throw new FiredrillError('load-script-invalid', message, {
      hint: `Let them last longer (the drill can take ${formatMs(mostMs)}), or give the load a rate in the drill.`,
    })
  }
  if (maxRatePerSecond !== null) refuseRate(script, own, maxRatePerSecond)
}

function refuseRate(script: string, own: OwnLoad, maxRate: number): void {
  const { peakPerSecond, withoutRate, mostRequestsPerSecond } = own
  if (mostRequestsPerSecond !== null && mostRequestsPerSecond <= maxRate) return
  const limit = `this environment allows ${rounded(maxRate)} a second`
  const why =
    withoutRate.length > 0
      ? `its ${withoutRate.length === 1 ? 'scenario' : 'scenarios'} ${withoutRate.join(', ')} keep no rate (how fast the app answers decides), and ${limit}`
      : `its scenarios make up to ${rounded(peakPerSecond)} requests a second, and ${limit}`
  if (withoutRate.length === 0 && peakPerSecond <= maxRate) return
  // It takes whole numbers.
  const rps = Math.floor(maxRate)
  const byOption = rps === 0 ? '' : `, or set \`rps: ${rps}\` in its options, which k6 keeps to`
  throw new FiredrillError('plan-refused', `The k6 script ${script} cannot be used here: ${why}.`, {
    hint: `Let its scenarios be of arrival rates that come to no more${byOption}.`,
  })
}

/** Null where the load lasts as long as the drill can take. */
export function shortLoadWarning({ lastsMs }: OwnLoad, { mostMs }: Frame): string | null {
  if (lastsMs >= mostMs) return null
  return `the load script's scenarios last ${formatMs(lastsMs)}, and the drill can take ${formatMs(mostMs)}: where they end before it, nothing is decided.`
}

function rounded(rate: number): string {
  return String(Math.round(rate * 100) / 100)
}
