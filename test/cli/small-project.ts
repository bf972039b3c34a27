/** A project of a few lines in a directory of its own, and command lines run in it as `main.ts` runs them. */
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'
import { runProgram } from '../../src/cli/program.ts'
import { API, configFile, project } from '../config/project.ts'
import { madeTerminal } from './made-terminal.ts'

export const TARGET = `target: processes({
  instances: 2, run: 'node server.js', port: { env: 'PORT' }, edge: { url: 'http://127.0.0.1:1' },
})`
export const LOADS = "loads: { shop: 'scenarios/shop.js' }"

/** A drill of one held phase. */
export const HOLDS = `import { drill, hold, load, p95, param, phase } from ${API}
export default drill('holds', {
  purpose: 'Nothing happens, and nothing must break.',
  params: { rate: param.rate('100/s') },
}, ({ rate }) => ({
  load: load('shop', { rate }),
  steps: [phase('calm', [hold('20s')])],
  expect: [p95().below('150ms')],
}))
`
/** One that no target of such a project can be given: its load is not in the configuration. */
export const ELSEWHERE = HOLDS.replace("'holds'", "'elsewhere'").replace("'shop'", "'other'")

/** What is told to be k6; `inspect` refuses every script. */
const K6 = `#!/bin/sh
if [ "$1" = version ]; then echo "k6 v2.2.0 (go1.26, test)"; exit 0; fi
echo "shop.js: line 1: Unexpected token" >&2; exit 107
`

export function smallProject(files: Record<string, string> = {}): string {
  const directory = project({
    'firedrill.config.ts': configFile(`${LOADS},\n${TARGET},`),
    'drills/holds.ts': HOLDS,
    'scenarios/shop.js': 'export default function () {}\n',
    k6: K6,
    ...files,
  })
  chmodSync(join(directory, 'k6'), 0o755)
  return directory
}

export interface Ended {
  code: number
  out: string
  err: string
}

/** With the directory as the working one, its k6 as k6 unless `env` says otherwise, and no CI's summary file. */
export async function inProject<T>(
  directory: string,
  act: () => Promise<T>,
  env: Record<string, string | undefined> = {},
): Promise<T> {
  const before = process.cwd()
  const noCi = { GITHUB_STEP_SUMMARY: undefined, GITHUB_ACTIONS: undefined }
  const variables = { K6_PATH: join(directory, 'k6'), ...noCi, ...env }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  process.chdir(directory)
  try {
    return await act()
  } finally {
    process.chdir(before)
    vi.unstubAllEnvs()
  }
}

/** Runs one command line in the directory. */
export function firedrill(
  directory: string,
  args: readonly string[],
  env: Record<string, string | undefined> = {},
): Promise<Ended> {
  const terminal = madeTerminal()
  const run = async (): Promise<Ended> => {
    const code = await runProgram(args, terminal)
    return { code, out: terminal.stdout, err: terminal.stderr }
  }
  return inProject(directory, run, env)
}
