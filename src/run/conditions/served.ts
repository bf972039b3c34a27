import { atEdge } from '../at-edge.ts'
import type { Stage } from '../stage.ts'

/** For targets that name no other. */
const RELEASE_HEADER = 'x-release'
const ASKED_PER_INSTANCE = 2
const TIMEOUT_MS = 1000

/**
 * Other releases of this run that answers at the edge name by their header, where they do. An instance's own word may
 * come from a version endpoint that says what was wanted; what users are answered comes from what runs.
 */
export async function servedOtherwise(
  { host, target, releases }: Pick<Stage, 'host' | 'target' | 'releases'>,
  version: string,
  instances: number,
): Promise<string[]> {
  const header = (target.paths.headers?.release ?? RELEASE_HEADER).toLowerCase()
  const url = atEdge(target, target.probePath)
  // A header that names no release of this run may mean anything.
  const others = new Set([
    target.deploy?.versions.current,
    target.deploy?.versions.next,
    releases.latest()?.to.version,
    releases.latest()?.previous.version,
  ])
  others.delete(version)
  const seen = new Set<string>()
  for (let asked = 0; asked < instances * ASKED_PER_INSTANCE; asked += 1) {
    const said = (await host.net.request(url, { timeoutMs: TIMEOUT_MS })).headers[header]
    if (said !== undefined && others.has(said)) seen.add(said)
  }
  return [...seen]
}
