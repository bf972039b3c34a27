/** One trial of a tool that judges a fixture that was started for it. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Host } from '../../src/host/host.ts'
import { leftOf, root } from '../drill-trial.ts'
import type { Case } from './cases.ts'
import { type Fixture, startFixture } from './fixture.ts'
import { profileOf } from './profile.ts'
import { checkLoad, type Outcome } from './said.ts'

export interface Command {
  argv: readonly string[]
  env?: Readonly<Record<string, string>>
}

export interface Rival {
  /** `work`: a directory of the trial's own. */
  command(work: string): Command
  judge(ended: Ended): Pick<Outcome, 'said' | 'why'>
}

export interface Ended {
  exit: number | null
  output: string
  /** A file that the tool wrote; null where there is none. */
  file(name: string): string | null
}

export const rivalsDirectory = join(root, 'bench/accuracy/rivals')
const LIMIT_MS = 240_000

/** Throws where the tool or its load broke. */
export async function rivalTrial(
  host: Host,
  rival: Rival,
  one: Case,
  options: { k6: string; id: string; victim: string },
): Promise<Outcome> {
  const startedMs = performance.now()
  const { k6, id, victim } = options
  const fixture = await startFixture(host, id, one.environment, victim)
  let ended: Ended
  let judged: Pick<Outcome, 'said' | 'why'>
  try {
    ended = await run(rival.command(fixture.directory), {
      ...environmentOf(fixture, one, k6),
      FIREDRILL_RUN: id,
    })
    const file = (name: string) => readIfThere(join(fixture.directory, name))
    checkLoad(file('went-wrong'))
    judged = rival.judge({ ...ended, file })
  } finally {
    await fixture.stop()
  }
  return {
    ...judged,
    why: judged.why.replaceAll(fixture.directory, '').replaceAll(root, '').slice(0, 300),
    exit: ended.exit,
    left: leftOf(id),
    wallMs: Math.round(performance.now() - startedMs),
  }
}

function environmentOf({ edge, victim, other, directory }: Fixture, one: Case, k6: string) {
  return {
    ...profileOf(one),
    EDGE_URL: edge,
    VICTIM_URL: victim.url,
    OTHER_URL: other.url,
    VICTIM_PID: String(victim.pid),
    START_VICTIM: victim.start,
    STEPS: join(rivalsDirectory, 'steps'),
    WORK: directory,
    K6: k6,
    K6_NO_USAGE_REPORT: 'true',
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
    FAULT: one.fault,
    KILL: one.pretended ? 'true' : 'kill',
    STOP_LIMIT_S: String(one.stopLimitS ?? 45),
  }
}

function run(command: Command, env: Readonly<Record<string, string>>): Promise<Ended> {
  const [program = '', ...args] = command.argv
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env, ...command.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    // Not `close`: what the tool leaves running may hold its output open.
    child.once('exit', (exit) => resolve({ exit, output, file: () => null }))
  })
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
