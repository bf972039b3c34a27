import type { ComparedInterval, SideSeen } from '../../../src/measure/canary/compare.ts'
import { seededRandom } from '../../../src/measure/random.ts'

export interface MadeSide {
  /** Requests a second. */
  rate: number
  /** What every latency is multiplied by. */
  times: number
  /** This share takes so much longer. */
  slow: { share: number; byMs: number }
  failing: number
}

/** A side of a made canary: 40 requests a second of a web app, lognormal around 4 ms with a tail. */
export const SIDE: MadeSide = { rate: 40, times: 1, slow: { share: 0, byMs: 0 }, failing: 0.0005 }

/**
 * Three seconds an interval; arrivals are Poisson, and a hiccup of the database hits both sides now and then. `unrest`: how
 * much the machine's speed differs from one interval to the next, for both sides alike (deviation of its logarithm).
 */
export function madeIntervals(
  seed: number,
  canary: Partial<MadeSide> = {},
  control: Partial<MadeSide> = {},
  { count = 10, unrest = 0 }: { count?: number; unrest?: number } = {},
): ComparedInterval[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => {
    const hiccupMs = random() < 0.1 ? 20 * random() : 0
    const slower = unrest === 0 ? 1 : Math.exp(unrest * gauss(random))
    const made = (side: Partial<MadeSide>): SideSeen => {
      const whole = { ...SIDE, ...side }
      return sideOf({ ...whole, times: whole.times * slower }, hiccupMs, random)
    }
    return { canary: made(canary), control: made(control) }
  })
}

export function latenciesOf(side: MadeSide, hiccupMs: number, random: () => number): number[] {
  const count = poisson(side.rate * 3, random)
  return Array.from({ length: count }, () => {
    const ms = 4 * Math.exp(0.7 * gauss(random)) + (random() < 0.3 ? hiccupMs : 0)
    return side.times * ms + (random() < side.slow.share ? side.slow.byMs : 0)
  })
}

function sideOf(side: MadeSide, hiccupMs: number, random: () => number): SideSeen {
  const all = latenciesOf(side, hiccupMs, random)
  const good = all.filter(() => random() >= side.failing)
  const sum = good.reduce((total, ms) => total + ms, 0)
  return {
    total: all.length,
    failed: all.length - good.length,
    meanMs: good.length === 0 ? null : sum / good.length,
  }
}

function gauss(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

function poisson(mean: number, random: () => number): number {
  let [count, elapsed] = [0, -Math.log(1 - random()) / mean]
  while (elapsed < 1) {
    count += 1
    elapsed -= Math.log(1 - random()) / mean
  }
  return count
}
