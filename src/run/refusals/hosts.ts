import type { Net } from '../../host/host.ts'
import type { Refusal } from '../../target/target.ts'
import { allowedHosts } from '../hosts/allowed.ts'
import { notAllowed } from '../hosts/not-allowed.ts'

export interface HostContext {
  net: Pick<Net, 'addresses'>
  /** Where users come in, where that is known before the start. */
  edgeUrl: string | null
  /** What else is asked: named probes, the ledger; their URLs may hold templates. */
  reached: readonly { what: string; url: string }[]
  /** Names, addresses and ranges of the configuration. */
  allowedHosts: readonly string[]
}

/** Hosts that would be asked and are neither loopback nor listed. What only the start tells, the run looks at then. */
export async function hostRefusals({
  net,
  edgeUrl,
  reached,
  allowedHosts: listed,
}: HostContext): Promise<Refusal[]> {
  const edge = edgeUrl === null ? [] : [{ what: 'The edge', url: edgeUrl }]
  const places = [...edge, ...reached].filter(({ url }) => !url.includes('{') && URL.canParse(url))
  if (places.length === 0) return []
  const allowed = await allowedHosts(net, listed)
  const found = await Promise.all(
    places.map(async ({ what, url }) => ({ what, url, objection: await allowed.objection(url) })),
  )
  return found.flatMap(({ what, url, objection }) =>
    objection === null ? [] : [notAllowed(what, url, objection)],
  )
}
