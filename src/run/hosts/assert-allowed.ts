import { FiredrillError } from '../../errors.ts'
import type { RunningTarget } from '../../target/target.ts'
import type { RunOptions } from '../run-options.ts'
import { allowedHosts } from './allowed.ts'
import { notAllowed } from './not-allowed.ts'

type Settings = Pick<RunOptions, 'host' | 'allowedHosts' | 'namedProbes' | 'ledger'>

/** Once the app is up: throws `host-not-allowed` where the run would ask a host that is neither loopback nor listed. */
export async function assertAllowed(
  settings: Settings,
  target: Pick<RunningTarget, 'edge' | 'instances' | 'variables'>,
): Promise<void> {
  const allowed = await allowedHosts(settings.host.net, settings.allowedHosts)
  const instances = await target.instances()
  const places = [
    { what: 'The edge', url: target.edge.href },
    ...instances.flatMap(({ name, url }) => (url === null ? [] : [{ what: `The instance ${name}`, url }])),
    ...asked(settings).map(({ what, url }) => ({ what, url: filled(url, target.variables) })),
  ]
  for (const { what, url } of places) {
    // What has no address yet is asked by nobody: whoever wants to says so.
    const objection = URL.canParse(url) ? await allowed.objection(url) : null
    if (objection === null) continue
    const { code, reason, hint } = notAllowed(what, url, objection)
    throw new FiredrillError(code, reason, { hint })
  }
}

/** What the configuration lets the run ask by HTTP beside the app. */
export function asked({
  namedProbes,
  ledger,
}: Pick<Settings, 'namedProbes' | 'ledger'>): { what: string; url: string }[] {
  const probes = Object.entries(namedProbes).flatMap(([name, probe]) =>
    probe.kind === 'http' ? [{ what: `The probe "${name}"`, url: probe.url }] : [],
  )
  const stored = ledger?.stored
  return [...probes, ...(stored?.kind === 'http' ? [{ what: 'The ledger', url: stored.url }] : [])]
}

function filled(url: string, variables: Readonly<Record<string, string>>): string {
  return url.replace(/\{([A-Za-z][\w.-]*)\}/g, (written, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? '') : written,
  )
}
