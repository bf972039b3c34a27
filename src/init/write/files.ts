/** Every file that `init` writes, with its whole text: what is there already is compared with it, never looked at here. */
import { BALANCER, balancerFile } from '../balancer.ts'
import type { Way } from '../way.ts'
import { configText } from './config.ts'
import { killNodeText, stopNodeText } from './drills.ts'
import { scenarioText } from './scenario.ts'

export interface Written {
  way: Way
  /** `built-in`, a URL or a command; null under Compose. */
  edge: string | null
  /** A page that users ask for. */
  path: string
  /** Arrivals: `100/s`. */
  rate: string
  /** The configuration's name, where there is one already. */
  config: string | null
  /** package.json says "type": "module". */
  isModule: boolean
}

export interface NewFile {
  /** Below the project's root. */
  path: string
  text: string
}

const SCRIPT = 'scenarios/users.js'

/** `.mts` is a module in any package; `.ts` only where package.json says so. */
export function newFiles(written: Written): NewFile[] {
  const { way, config, isModule } = written
  const ending = isModule ? 'ts' : 'mts'
  const files = [
    { path: config ?? `firedrill.config.${ending}`, text: configText(written, SCRIPT) },
    { path: `drills/kill-node.${ending}`, text: killNodeText(written) },
    { path: `drills/stop-node.${ending}`, text: stopNodeText(written) },
    { path: SCRIPT, text: scenarioText(written) },
  ]
  if (way.target !== 'compose' || way.balancer === null) return files
  const { balancer, instances, port, ready } = way
  return [
    ...files,
    { path: BALANCER.file, text: balancerFile({ balancer, instances, port, ready: ready.path }) },
  ]
}

/** By the names of their npm scripts. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  'drill:kill-node': 'exec firedrill run kill-node',
  'drill:stop-node': 'exec firedrill run stop-node',
}
