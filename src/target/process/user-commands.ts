/** The user's own commands about releases: those that ship and bring back, the one that tells the edge where to send. */

import { join } from 'node:path'
import type { OneCommand } from '../app/command.ts'
import { deployCommandOf } from '../app/own-deploy.ts'
import { argvOf, directory, expandAll } from '../app/templates.ts'
import type { Release } from '../target.ts'
import { deployVariables, edgeVariables, type Surroundings } from './variables.ts'

/** The edge may wait until what is in flight has ended. */
const ROUTE_TIMEOUT_MS = 60_000

type Shipped = Pick<Release, 'version' | 'where'>

/** Throws `capability-missing` where the configuration has no such commands. */
export function deployCommand(
  around: Surroundings,
  which: 'deploy' | 'rollback',
  to: Shipped,
  from: Shipped,
): OneCommand {
  const { options, root, logs } = around
  const variables = deployVariables(around, to, from)
  return deployCommandOf(which, to, { deploy: options.deploy, root, logs, variables, env: {} })
}

export interface To {
  name: string
  url: string
  /** A number; in a plan, what stands for it. */
  weight: number | string
}

/** Null where the edge cannot be told. */
export function routeCommand(around: Surroundings, upstreams: readonly To[]): OneCommand | null {
  const { edge } = around.options
  if (edge?.route === undefined) return null
  const told = upstreams.map(({ name, url, weight }) => `${name}=${url}*${weight}`).join(',')
  const variables = { ...edgeVariables(around), upstreams: told }
  return {
    what: `route to ${upstreams.map(({ name, weight }) => `${name}*${weight}`).join(', ')}`,
    argv: argvOf(edge.route, variables),
    cwd: directory(around.root, edge.cwd, variables),
    env: expandAll(edge.env, variables),
    timeoutMs: ROUTE_TIMEOUT_MS,
    log: join(around.logs, 'route.log'),
  }
}
