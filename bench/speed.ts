/**
 * What the machine gave during a trial. On one that is shared a neighbour may take the other half of a core, and the
 * hypervisor whole cores for seconds; neither is the app's doing, nor firedrill's. Four times a second a fixed piece of
 * work is timed by its CPU time, and the time that the hypervisor took is read where the system tells it (Linux). What
 * the trial itself came to plays no part.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

export interface Speed {
  /** And what it was given to do: speeds of two kinds are not compared. */
  machine: string
  pieces: number
  /** CPU time of one piece, µs. */
  medianUs: number
  p90Us: number
  /** Of the time of all cores, by the hypervisor; ratio 0…1. */
  stolen: number
  /** What one piece took just before, while nothing of ours ran, µs; not known of the first trials. */
  idleUs?: number
}

const EVERY_MS = 250
/** Native code: what the engine compiles anew may be five times slower for minutes, on a machine that is not. */
const WORK = Buffer.alloc(262_144, 'work')
/**
 * Slower: the median piece took so many times what one took just before; where that is not known, what one takes when
 * the machine is free. The drill's own load beside it comes to 1.7 for the slowest tenth of the pieces; with more,
 * somebody else had a part of the cores from then on. A machine that gives half of what it could, to a trial and before it,
 * is a slow machine, and disturbs nothing.
 */
const SLOWER = 1.8
/** While nothing of ours runs, the slowest tenth of the pieces against the median: of a machine that is steady. */
const UNSTEADY = 1.5
/** On a quiet machine it is a thousandth; a twentieth is common where others share it, and has to be borne. */
const STOLEN = 0.1

export function gaugeSpeed(everyMs = EVERY_MS): { stop(): Speed } {
  const took: number[] = []
  const before = coreTimes()
  const timer = setInterval(() => took.push(pieceUs()), everyMs)
  return {
    stop() {
      clearInterval(timer)
      const sorted = took.toSorted((a, b) => a - b)
      const at = (share: number) =>
        sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
      const after = coreTimes()
      return {
        machine: `${cpus()[0]?.model ?? 'unknown'}, SHA3-256`,
        pieces: sorted.length,
        medianUs: at(0.5),
        p90Us: at(0.9),
        stolen: round((after.stolen - before.stolen) / Math.max(1, after.all - before.all)),
      }
    },
  }
}

/**
 * By what the machine gave just before, or else by the freest of `all`, on the same kind of machine. Of a trial without a
 * gauge nothing is known: it stands.
 */
export function isDisturbed(speed: Speed | undefined, all: readonly (Speed | undefined)[]): boolean {
  if (!speed) return false
  return speed.stolen > STOLEN || speed.medianUs > SLOWER * (speed.idleUs ?? freeUs(speed, all))
}

/** Does the machine, measured while nothing of ours runs, give so evenly what it gives that a trial can be begun? */
export function isSteady({ medianUs, p90Us, stolen }: Speed): boolean {
  return p90Us <= UNSTEADY * medianUs && stolen <= STOLEN
}

/** The third fastest: one alone may be one that a core ran at a higher clock for. */
function freeUs({ machine }: Speed, all: readonly (Speed | undefined)[]): number {
  const medians = all.flatMap((one) => (one?.machine === machine ? [one.medianUs] : []))
  return medians.toSorted((a, b) => a - b)[Math.min(2, medians.length - 1)] ?? Number.POSITIVE_INFINITY
}

function pieceUs(): number {
  const before = process.cpuUsage()
  createHash('sha3-256').update(WORK).digest()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

/** In ticks since the boot. Source: proc(5), /proc/stat: user nice system idle iowait irq softirq steal. */
function coreTimes(): { all: number; stolen: number } {
  if (process.platform !== 'linux') return { all: 0, stolen: 0 }
  const [, ...ticks] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/)
  const first = ticks.slice(0, 8).map(Number)
  return { all: first.reduce((sum, each) => sum + each, 0), stolen: first[7] ?? 0 }
}

function round(ratio: number): number {
  return Number(ratio.toFixed(4))
}
