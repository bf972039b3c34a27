/** Every file that `init` writes, with its whole text: what is there already is compared with it, never looked at here. */
import { BALANCER, balancerFile } from '../balancer.ts'
import type { Names } from '../names.ts'
import type { Way } from '../way.ts'
import { configText } from './config.ts'
import { killNodeText, stopNodeText } from './drills.ts'
import type { Script } from './package-json.ts'
import { scenarioText } from './scenario.ts'

export interface Written {
  way: Way
  /** `built-in`, a URL or a command; null under Compose. */
  edge: string | null
  /** A page that users ask for. */
  path: string
  /** Arrivals: `100/s`. */
  rate: string
  names: Names
  /** The shell that runs npm scripts knows `exec`. */
  hasExec: boolean
}

export interface NewFile {
  /** Below the project's root. */
  path: string
  text: string
}

const SCRIPT = 'scenarios/users.js'

export function newFiles(written: Written): NewFile[] {
  const { way, names } = written
  const files = [
    { path: names.config, text: configText(written, SCRIPT) },
    { path: names.killNode, text: killNodeText(written) },
    { path: names.stopNode, text: stopNodeText(written) },
    { path: SCRIPT, text: scenarioText(written) },
  ]
  if (way.target !== 'compose' || way.balancer === null) return files
  const { balancer, instances, port, ready } = way
  return [
    ...files,
    { path: BALANCER.file, text: balancerFile({ balancer, instances, port, ready: ready.path }) },
  ]
}

/** The npm script of each drill. */
export function scriptsOf({ hasExec }: Pick<Written, 'hasExec'>): Script[] {
  return ['kill-node', 'stop-node'].map((drill) => {
    const plain = `firedrill run ${drill}`
    const [command, other] = hasExec ? [`exec ${plain}`, plain] : [plain, `exec ${plain}`]
    return { name: `drill:${drill}`, command, alike: [other] }
  })
}
