import { samplesIn } from '../context.ts'
import { windowData } from '../custom.ts'
import { faultInstants } from '../faults.ts'
import { holds } from '../membership.ts'
import { type Measure, noValue } from './indicator.ts'

/** A registered pure function of the window's data, in the very version that the drill was written for. */
export const custom: Measure<'custom'> = ({ indicator, context, span, filter, customs }) => {
  const { name, version, args } = indicator
  const registered = customs[name]
  if (!registered) return noValue(`no indicator named "${name}" is registered`)
  if (registered.version !== version) {
    return noValue(
      `"${name}" is registered in version ${registered.version}; the drill has version ${version}`,
    )
  }
  const { row, sent } = samplesIn(context, span, filter)
  const rows = row.filter((_, i) => sent[i] === 1)
  const faultsMs = faultInstants(context.faults)
    .map(({ instantMs }) => instantMs)
    .filter((instantMs) => holds(span, instantMs))
  const observed = registered.measure(windowData({ ...span, faultsMs }, context.record, rows), args)
  return { ...noValue(''), observed, samples: rows.length }
}
