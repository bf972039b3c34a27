/** Which ports the processes listen on: free ones, chosen now, or fixed ones, which are the user's. */

import { FiredrillError } from '../../errors.ts'
import type { Net } from '../../host/host.ts'
import { portOf } from '../../host/port-of.ts'
import type { Refusal } from '../target.ts'
import { instanceNames } from './option-rules.ts'
import type { ProcessOptions } from './options.ts'

export interface Ports {
  instances: readonly number[]
  /** Null where no edge is started: it is there already, or the one instance is its own edge. */
  edge: number | null
  services: Readonly<Record<string, number>>
}

export async function choosePorts(options: ProcessOptions, net: Net): Promise<Ports> {
  const taken = await portsInUse(options, net)
  const [first] = taken
  if (first) throw new FiredrillError('port-in-use', first.reason, { hint: first.hint })
  const instances: number[] = []
  for (const [index] of instanceNames(options).entries())
    instances.push(options.ports?.[index] ?? (await net.freePort()))
  const services: Record<string, number> = {}
  for (const [name, service] of Object.entries(options.services)) {
    if (service.run === undefined) continue
    services[name] = typeof service.port === 'number' ? service.port : await net.freePort()
  }
  const edge = options.edge?.run === undefined ? null : (fixedEdgePort(options) ?? (await net.freePort()))
  return { instances, edge, services }
}

/** Fixed ports of processes that the target starts itself, and whose they are. */
export function fixedPorts(options: ProcessOptions): { what: string; port: number }[] {
  const names = instanceNames(options)
  const fixed = (options.ports ?? []).map((port, index) => ({ what: names[index] ?? '', port }))
  const edge = fixedEdgePort(options)
  if (edge !== null) fixed.push({ what: 'edge', port: edge })
  for (const [name, service] of Object.entries(options.services))
    if (service.run !== undefined && typeof service.port === 'number')
      fixed.push({ what: name, port: service.port })
  return fixed
}

export async function portsInUse(options: ProcessOptions, net: Net): Promise<Refusal[]> {
  const refusals: Refusal[] = []
  for (const { what, port } of fixedPorts(options)) {
    if (await net.isFree(port)) continue
    refusals.push({
      code: 'port-in-use',
      reason: `Port ${port}, which the configuration gives to ${what}, is in use.`,
      hint: `Stop what listens on 127.0.0.1:${port}, or let a free port be chosen (port: { env: 'PORT' }).`,
    })
  }
  return refusals
}

function fixedEdgePort({ edge }: ProcessOptions): number | null {
  if (edge?.run === undefined) return null
  if (typeof edge.port === 'number') return edge.port
  return edge.url === undefined ? null : portOf(edge.url)
}
