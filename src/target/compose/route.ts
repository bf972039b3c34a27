/** Tells the edge where to send requests, by the user's command. It ends with the run: nothing is to be told back. */
import { join } from 'node:path'
import { type OneCommand, runCommand } from '../app/command.ts'
import { argvOf } from '../app/templates.ts'
import type { Deploy } from '../target.ts'
import { composeEnv } from './compose-env.ts'
import type { Runtime } from './runtime.ts'
import { type Surroundings, sharedVariables } from './surroundings.ts'

/** The edge may wait until what is in flight has ended. */
const ROUTE_TIMEOUT_MS = 60_000
/** Balancers take whole numbers; the greatest share becomes this. */
const GREATEST_WEIGHT = 100
const WEIGHTS = '{weights}'

/** Null where the edge cannot be told. */
export function routeOf(around: Surroundings, runtime: Runtime): NonNullable<Deploy['route']> | null {
  if (around.options.edge.route === undefined) return null
  return async (upstreams, signal) => {
    const command = routeCommand(around, upstreams)
    if (command) await runCommand(command, runtime, signal)
  }
}

export interface To {
  name: string
  /** A number; in a plan, what stands for it. */
  weight: number | string
}

/** `{weights}` becomes arguments: `web-1=100 web-2=0`. Null where the configuration has no such command. */
export function routeCommand(around: Surroundings, upstreams: readonly To[]): OneCommand | null {
  const { route } = around.options.edge
  if (route === undefined) return null
  const greatest = Math.max(0, ...upstreams.map(({ weight }) => (typeof weight === 'number' ? weight : 0)))
  const told = upstreams.map(({ name, weight }) => `${name}=${wholeWeight(weight, greatest)}`)
  const argv = argvOf(route, { ...sharedVariables(around), weights: WEIGHTS })
  return {
    what: `route to ${told.join(', ')}`,
    argv: argv.flatMap((part) => (part === WEIGHTS ? told : [part])),
    cwd: around.root,
    env: composeEnv(around),
    timeoutMs: ROUTE_TIMEOUT_MS,
    log: join(around.logs, 'route.log'),
  }
}

/** One that is to get something gets at least 1: 0 would be nothing at all. */
function wholeWeight(weight: number | string, greatest: number): number | string {
  if (weight === 0 || typeof weight === 'string') return weight
  return Math.max(1, Math.round((weight / greatest) * GREATEST_WEIGHT))
}
