import { type ReadyStretch, readyStretches } from '../instances/ready-stretches.ts'
import { ONE_LOOK_MS } from '../instances/runs.ts'
import { isPartlyUnseen, looksIn } from '../instances/watch.ts'
import { type Measure, noValue } from './indicator.ts'

const METHOD = 'five looks a second'

/**
 * The fewest instances of the app that were ready by their own word at once, for longer than one look: what only one
 * shows may be a race between two questions. A shorter lack is not seen, so a pass is observed, and not proven.
 */
export const readyInstances: Measure<'ready-instances'> = ({ context, span }) => {
  const stretches = readyStretches(context)
  const inSpan = stretches.filter(({ startMs, endMs }) => startMs < span.endMs && endMs > span.startMs)
  const lasting = inSpan.filter((stretch) => isLasting(stretch, stretches))
  const fewest = lasting.reduce<ReadyStretch | null>(
    (least, one) => (least === null || one.ready < least.ready ? one : least),
    null,
  )
  if (fewest === null)
    return noValue(
      inSpan.length === 0
        ? 'the instances were not watched in the window'
        : `the window is too short for ${METHOD}`,
    )
  const down = fewest.down.length > 0 ? [`not ready at once: ${fewest.down.join(', ')}`] : []
  const partly = isPartlyUnseen(context.watch, span)
  return {
    ...noValue([...down, `by ${METHOD}: a lack that only one of them shows is left out`].join('; ')),
    observed: fewest.ready,
    samples: Math.max(1, looksIn(context.watch, span)),
    confidence: { low: 0, high: fewest.ready, method: partly ? 'a watch with gaps' : METHOD },
    uncertain: partly ? { bad: 1, total: 1 } : { bad: 0, total: 0 },
  }
}

/** Were there so few, or fewer, for longer than one look without a break? */
function isLasting(stretch: ReadyStretch, all: readonly ReadyStretch[]): boolean {
  const at = all.indexOf(stretch)
  let { startMs, endMs } = stretch
  for (let i = at - 1; all[i]?.endMs === startMs && all[i]!.ready <= stretch.ready; i--)
    startMs = all[i]!.startMs
  for (let i = at + 1; all[i]?.startMs === endMs && all[i]!.ready <= stretch.ready; i++) endMs = all[i]!.endMs
  return endMs - startMs > ONE_LOOK_MS
}
