import type { FaultSeen, RecoverySeen } from './measurements.ts'
import { lowerBound } from './membership.ts'
import { Slices } from './recovery.ts'
import type { Samples } from './samples.ts'
import type { Span } from './windows.ts'

export interface Recovery extends RecoverySeen {
  /** After the fault; recovery can no longer turn out to be before this. */
  earliestMs: number
}

export interface RecoveryInput {
  samples: Pick<Samples, 'atMs' | 'durationMs'>
  spans: readonly Span[]
  /** Slices that end later are not whole. */
  seenUpToMs: number
  baselineP95Ms: number
  /** The latency bound that holds in a window. */
  boundMsIn: (window: string) => number
}

/** When clients had recovered from one fault, by the same slices as the live `until(recovered())`. */
export function recoveryAfter({ fault, window, instantMs }: FaultSeen, input: RecoveryInput): Recovery {
  const seen: Recovery = {
    fault,
    window,
    firstErrorMs: null,
    lastErrorMs: null,
    recoveredMs: null,
    earliestMs: 0,
  }
  if (instantMs === null) return seen
  const { samples, seenUpToMs } = input
  const slices = new Slices({ ...input, boundMs: input.boundMsIn(window), faultMs: instantMs })
  const from = lowerBound(samples.atMs, instantMs)
  const windowEndMs = input.spans.find(({ name }) => name === window)?.endMs ?? Number.POSITIVE_INFINITY
  for (let i = from; i < samples.atMs.length; i++) {
    const atMs = samples.atMs[i]!
    const durationMs = samples.durationMs[i]!
    slices.add(atMs, durationMs)
    if (durationMs !== Number.POSITIVE_INFINITY || atMs >= windowEndMs) continue
    seen.firstErrorMs ??= atMs - instantMs
    seen.lastErrorMs = atMs - instantMs
  }
  const { recoveredMs, earliestMs } = slices.state(seenUpToMs)
  return { ...seen, recoveredMs, earliestMs }
}
