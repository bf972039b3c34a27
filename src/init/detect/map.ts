/** What tells how an app is started, the surest first: one file a kind. */
import type { Look, Way } from '../way.ts'
import { detectCompose } from './compose.ts'
import { detectDjango } from './django.ts'
import { detectDockerfile } from './dockerfile.ts'
import { detectElixir } from './elixir.ts'
import { detectFlask } from './flask.ts'
import { detectNode } from './node.ts'
import { detectRack } from './rack.ts'
import { detectRails } from './rails.ts'

export type Detect = (look: Look) => Promise<Way | null>

/** Processes need no engine, so they come first; a package.json stands beside many an app of another kind. */
export const DETECTORS: Readonly<Record<string, Detect>> = {
  django: detectDjango,
  flask: detectFlask,
  rails: detectRails,
  rack: detectRack,
  elixir: detectElixir,
  node: detectNode,
  compose: detectCompose,
  dockerfile: detectDockerfile,
}

/** Every way that was found, the one to take by itself first. */
export async function detectWays(look: Look): Promise<Way[]> {
  const found = await Promise.all(Object.values(DETECTORS).map((detect) => detect(look)))
  const ways = found.filter((way) => way !== null)
  // A Compose file says all that the one beside a Dockerfile would, and more.
  const fromFiles = ways.some((way) => way.target === 'compose' && way.balancer?.build == null)
  const kept = ways.filter((way) => !(fromFiles && way.target === 'compose' && way.balancer?.build != null))
  // A team that runs several instances behind a balancer under Compose does not start them by hand as well.
  const whole = kept.find((way) => way.target === 'compose' && way.balancer === null)
  return whole ? [whole, ...kept.filter((way) => way !== whole)] : kept
}
