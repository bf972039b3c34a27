/** A command in a terminal, with somebody who types. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const TYPING = fileURLToPath(new URL('typing.py', import.meta.url))

/** Terminals are made by python3 here. */
export const canType: boolean = spawnSync('python3', ['--version']).status === 0

/** Types each `keys` once its `text` is shown. Gives what stood in the terminal, without its colours and movements. */
export function typed(
  argv: readonly string[],
  steps: readonly [text: string, keys: string][],
  { cwd = process.cwd(), env = process.env }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): { code: number | null; shown: string } {
  const whole = { ...env, TERM: 'xterm', NO_COLOR: '1', CI: undefined }
  const options = { cwd, env: whole, encoding: 'utf8', timeout: 60_000 } as const
  const { status, stdout } = spawnSync('python3', [TYPING, JSON.stringify(steps), ...argv], options)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a terminal is told by.
  return { code: status, shown: stdout.replaceAll(/\u001b\[[\d;?]*[A-Za-z]/g, '').replaceAll('\r', '') }
}
