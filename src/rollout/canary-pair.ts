/** The canary and its control: started side by side, given their share, and taken away again whatever happens. */
import { messageOf } from '../errors.ts'
import type { Upstream } from '../target/target.ts'
import { CANARY, CONTROL } from './canary-intervals.ts'
import { routeTo, tryRouteUp } from './edge.ts'
import { mustReach } from './reach.ts'
import type { RolloutContext } from './rollout.ts'
import { startOne } from './switch-one.ts'

const PAIR = [CANARY, CONTROL] as const

export interface CanaryPair {
  /** Throws `start-failed` or `never-ready` when the canary is bad; anything else when the control is. */
  start(share: number): Promise<void>
  /** Which of them has ended since; null: none. */
  ended(): Promise<typeof CANARY | typeof CONTROL | null>
  /** Gives the edge back to the app and stops both; it is not cancelled, and does nothing when nothing is there. */
  takeAway(): Promise<void>
}

export function createPair(context: RolloutContext): CanaryPair {
  const { deploy, target, from, to, report } = context
  let begun = false
  return {
    async start(share) {
      begun = true
      const app = (await target.instances()).map(({ name }) => name)
      await startBoth(context)
      report.switched(CANARY, to)
      await routeTo(context, canaryWeights(app, share))
      for (const name of PAIR) await mustReach(context, name)
      report.note(`${CANARY} (${to.version}) and ${CONTROL} (${from.version}) get their share`)
    },
    async ended() {
      const all = await deploy.all()
      const isUp = (name: string): boolean => all.some((each) => each.name === name && each.identity !== null)
      return PAIR.find((name) => !isUp(name)) ?? null
    },
    async takeAway() {
      if (!begun) return
      begun = false
      // The cancelled signal would leave both behind.
      await tryRouteUp({ ...context, signal: new AbortController().signal })
      const there = (await deploy.all()).map(({ name }) => name).filter(isOfPair)
      const results = await Promise.allSettled(there.map((name) => deploy.remove(name)))
      for (const result of results)
        if (result.status === 'rejected') report.note(`Not taken away: ${messageOf(result.reason)}`)
    },
  }
}

function isOfPair(name: string): boolean {
  return PAIR.some((each) => each === name)
}

/** Of all requests `share` to each of the two, the rest to the app's instances evenly; in whole numbers. */
export function canaryWeights(app: readonly string[], share: number): Upstream[] {
  const percent = Math.round(share * 100)
  const each = percent * app.length
  const rest = Math.max(0, 100 - 2 * percent)
  const divisor = Math.max(1, greatestCommonDivisor(each, rest))
  return [
    ...app.map((name) => ({ name, weight: rest / divisor })),
    { name: CANARY, weight: each / divisor },
    { name: CONTROL, weight: each / divisor },
  ]
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

async function startBoth(context: RolloutContext): Promise<void> {
  const { deploy, from, to, signal } = context
  const start = (name: string, release: typeof to) =>
    startOne(context, name, () => deploy.add(name, release, signal))
  const [canary, control] = await Promise.allSettled([start(CANARY, to), start(CONTROL, from)])
  if (canary.status === 'rejected') throw canary.reason
  // The release that serves could not be started again: that is not the new one's fault, and no refusal.
  if (control.status === 'rejected') throw new Error(messageOf(control.reason), { cause: control.reason })
}
