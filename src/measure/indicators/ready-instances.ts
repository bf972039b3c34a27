import type { Context } from '../context.ts'
import { appAt } from '../instances/apps.ts'
import { ONE_LOOK_MS } from '../instances/runs.ts'
import { isPartlyUnseen, looksIn, seenAt } from '../instances/watch.ts'
import type { Bounds } from '../membership.ts'
import { type Measure, noValue } from './indicator.ts'

const METHOD = 'five looks a second'

/**
 * The fewest instances of the app that were ready by their own word at once, for longer than one look: what only one
 * shows may be a race between two questions. A shorter lack is not seen, so a pass is observed, and not proven.
 */
export const readyInstances: Measure<'ready-instances'> = ({ context, span }) => {
  const stretches = stretchesOf(context)
  const inSpan = stretches.filter(({ startMs, endMs }) => startMs < span.endMs && endMs > span.startMs)
  const lasting = inSpan.filter((stretch) => isLasting(stretch, stretches))
  const fewest = lasting.reduce<Stretch | null>(
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

/** A time in which nothing changed, whatever the window. */
interface Stretch extends Bounds {
  ready: number
  down: string[]
}

/** From one change to the next; where none of the app was looked at, there is none. */
function stretchesOf({ watch, apps }: Context): Stretch[] {
  const changes = [...watch.seen.values()].flatMap((parts) =>
    parts.flatMap((part) => [part.startMs, part.endMs]),
  )
  const moments = [...new Set([...changes, ...apps.map(({ fromMs }) => fromMs)])].sort((a, b) => a - b)
  return moments.flatMap((startMs, i) => {
    const endMs = moments[i + 1]
    const seen = appAt(apps, watch, startMs).flatMap((name) => seenAt(watch, name, startMs) ?? [])
    if (endMs === undefined || seen.length === 0) return []
    const down = seen.filter(({ alive, ready }) => !(alive && ready === 200)).map(({ name }) => name)
    return [{ startMs, endMs, ready: seen.length - down.length, down }]
  })
}

/** Were there so few, or fewer, for longer than one look without a break? */
function isLasting(stretch: Stretch, all: readonly Stretch[]): boolean {
  const at = all.indexOf(stretch)
  let { startMs, endMs } = stretch
  for (let i = at - 1; all[i]?.endMs === startMs && all[i]!.ready <= stretch.ready; i--)
    startMs = all[i]!.startMs
  for (let i = at + 1; all[i]?.startMs === endMs && all[i]!.ready <= stretch.ready; i++) endMs = all[i]!.endMs
  return endMs - startMs > ONE_LOOK_MS
}
