/** The tools that are compared, each as one way to judge a case. */
import { join } from 'node:path'
import { nodeHost } from '../../src/host/node.ts'
import { lookForK6 } from '../../src/load/k6/find.ts'
import { drillTrial } from '../drill-trial.ts'
import { SHORT } from '../rehearsal.ts'
import type { Case } from './cases.ts'
import { chaosToolkit } from './chaos-toolkit.ts'
import { meanwhile } from './meanwhile.ts'
import { type Rival, rivalsDirectory, rivalTrial } from './rival.ts'
import { type Outcome, ofDrill, ofShell } from './said.ts'

export type ToolName = 'firedrill' | 'k6' | 'chaostoolkit'
export const TOOLS: readonly ToolName[] = ['firedrill', 'k6', 'chaostoolkit']

/** Beyond its phases a drill may take so long; only its overhead is told by it, which counts for nothing here. */
const ALLOWED_MS = 7000

const k6AndShell: Rival = {
  command: () => ({ argv: ['bash', join(rivalsDirectory, 'k6-and-shell.sh')] }),
  judge: ({ exit, output }) => ofShell(exit, output),
}

/** What firedrill is given after `run`. */
export function drillArgs({ drill, environment, pretended, set }: Case): string[] {
  const env = pretended?.environment ?? environment
  const named = env === null ? [] : ['--env', env]
  return [drill, '--target', 'processes', ...named, ...[...SHORT, ...set].flatMap((each) => ['--set', each])]
}

/** The seed decides who is lost; a drill that always stops the same one has no choice. */
export function victimOf({ drill }: Pick<Case, 'drill'>, seed: number): string {
  return drill === 'graceful-stop' || seed % 2 === 0 ? 'web-1' : 'web-2'
}

/** One trial. Throws where the tool or the fixture could not be started, or broke: that says nothing of the case. */
export async function judgeBy(tool: ToolName, one: Case, seed: number): Promise<Outcome> {
  const disturbance = meanwhile(one)
  try {
    return tool === 'firedrill' ? await firedrill(one, seed) : await rival(tool, one, seed)
  } finally {
    await disturbance.stop()
  }
}

async function firedrill(one: Case, seed: number): Promise<Outcome> {
  const trial = await drillTrial([...drillArgs(one), '--seed', String(seed)], ALLOWED_MS)
  const { exit, wallMs, left } = trial
  return { ...ofDrill(trial), exit, wallMs, left }
}

async function rival(tool: 'k6' | 'chaostoolkit', one: Case, seed: number): Promise<Outcome> {
  const host = nodeHost()
  const k6 = await lookForK6(host)
  if (k6 === null) throw new Error('k6 is not here yet: run a drill first, which makes it')
  const way = tool === 'k6' ? k6AndShell : await chaosToolkit(host)
  const id = `accuracy-${tool}-${seed}-${Date.now().toString(36)}`
  return rivalTrial(host, way, one, { k6: k6.path, id, victim: victimOf(one, seed) })
}
