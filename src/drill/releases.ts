/** Which release is meant, said without naming a version where the configuration knows it; and known-bad ones. */
import type { Duration, Percentage } from '../units.ts'
import { durationMs, ratio } from '../units.ts'
import type { Breakage, Place, ReleaseRef } from './model.ts'
import { here, mistake, readAt } from './place.ts'

const REFS: readonly unknown[] = ['current', 'next', 'previous', 'version', 'broken']
const BREAKAGES: readonly unknown[] = ['exits', 'never-ready', 'slow', 'failing']
/** It becomes part of directories and arguments. */
const VERSION = /^[a-z0-9][a-z0-9._+-]*$/i

/** N: the release that serves when the drill begins. */
export function current(): ReleaseRef {
  return { ref: 'current' }
}

/** N+1: the release that is to be shipped, by the target's configuration. */
export function next(): ReleaseRef {
  return { ref: 'next' }
}

/** The release that served when the latest deploy of this run began. */
export function previous(): ReleaseRef {
  return { ref: 'previous' }
}

/** The release of just this version. */
export function release(version: string): ReleaseRef {
  if (VERSION.test(version)) return { ref: 'version', version }
  throw mistake(
    here(),
    `${JSON.stringify(version)} is not a version.`,
    "Write release('1.1.0'): letters, digits, dots, -, _ and +.",
  )
}

/** A known-bad release made of a good one, by wrapping its entry point: for teams that keep none. */
export function broken(of: ReleaseRef, how: Breakage): ReleaseRef {
  const place = here()
  const good = releaseOf(place, 'broken()', of)
  if (good.ref === 'broken') {
    throw mistake(
      place,
      'a release is broken twice.',
      'Break it in one way, so that it is known what is found.',
    )
  }
  if (BREAKAGES.includes(how?.kind)) return { ref: 'broken', of: good, how }
  throw mistake(
    place,
    'broken() does not say how.',
    "Write broken(current(), failing('5%')), or exits(), neverReady(), slow('400ms').",
  )
}

/** It ends right after its start. */
export function exits(): Breakage {
  return { kind: 'exits' }
}

/** It starts, answers, and never says that it is ready. */
export function neverReady(): Breakage {
  return { kind: 'never-ready' }
}

/** A share of its answers, a fifth unless said otherwise, comes so much later. */
export function slow(by: Duration, options: { share?: Percentage } = {}): Breakage {
  const place = here()
  const byMs = readAt(place, () => durationMs(by))
  if (byMs > 0) return { kind: 'slow', byMs, share: shareOf(place, options.share ?? '20%') }
  throw mistake(place, `slow('${by}') breaks nothing.`, "Give a time above 0, such as slow('400ms').")
}

/** It answers a share of requests with status 500. */
export function failing(share: Percentage): Breakage {
  return { kind: 'failing', share: shareOf(here(), share) }
}

/** Refuses what is not a reference to a release, such as `deploy(next)` or `deploy('1.1.0')`. */
export function releaseOf(place: Place, what: string, ref: ReleaseRef): ReleaseRef {
  if (typeof ref === 'object' && REFS.includes(ref?.ref)) return ref
  throw mistake(
    place,
    `${what} takes a release.`,
    "Write current(), next(), previous(), release('1.1.0') or broken(…).",
  )
}

function shareOf(place: Place, written: Percentage): number {
  const share = readAt(place, () => ratio(written))
  if (share > 0) return share
  throw mistake(place, 'a share of 0% breaks nothing.', "Give a share above 0%, such as '5%'.")
}
