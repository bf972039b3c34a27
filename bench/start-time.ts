/**
 * How long `firedrill --help` takes to start, against `node -e 0` in the same run: both by turns, and the ratio of their
 * medians. Measured is the compiled package, as it is published; the sources as they are, and other commands, are told
 * beside it. Ends with 1 when the ratio is above 2.5.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const MOST = 2.5
const { values } = parseArgs({ options: { turns: { type: 'string', default: '40' } } })
const turns = Number(values.turns)
const root = fileURLToPath(new URL('..', import.meta.url))
const compiled = join(root, 'dist/cli/main.js')
if (!existsSync(compiled)) {
  console.error('There is no dist/: run `npm run build` first.')
  process.exit(69)
}

const cache = mkdtempSync(join(tmpdir(), 'start-time-'))
const measured: Record<string, { argv: string[]; env?: Record<string, string> }> = {
  'node -e 0': { argv: ['-e', '0'] },
  'firedrill --help': { argv: [compiled, '--help'] },
  'firedrill --help, nothing cached': {
    argv: [compiled, '--help'],
    env: { NODE_DISABLE_COMPILE_CACHE: '1' },
  },
  'firedrill run --help': { argv: [compiled, 'run', '--help'] },
  'firedrill --help, from source': {
    argv: ['--conditions=source', join(root, 'src/cli/main.ts'), '--help'],
  },
}
const tookMs = new Map(Object.keys(measured).map((name): [string, number[]] => [name, []]))

/** The first of each fills the caches, and is not counted. */
for (let turn = 0; turn <= turns; turn += 1) {
  for (const [name, { argv, env = {} }] of Object.entries(measured)) {
    const startedMs = performance.now()
    const { status, stderr } = spawnSync(process.execPath, argv, {
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: cache, ...env },
      encoding: 'utf8',
    })
    const ms = performance.now() - startedMs
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`)
    if (turn > 0) tookMs.get(name)?.push(ms)
  }
}
rmSync(cache, { recursive: true, force: true })

const bareMs = median(tookMs.get('node -e 0') ?? [])
for (const [name, all] of tookMs) {
  const ms = median(all)
  const ratio = (ms / bareMs).toFixed(2)
  console.log(`${name.padEnd(34)} ${ms.toFixed(1).padStart(7)} ms  ${ratio.padStart(5)} × node -e 0`)
}
const ratio = median(tookMs.get('firedrill --help') ?? []) / bareMs
const isGood = ratio <= MOST
console.log(
  `${isGood ? 'good' : 'too slow'}: ${ratio.toFixed(2)}, at most ${MOST}; medians of ${turns} turns`,
)
process.exitCode = isGood ? 0 : 1

function median(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN
}
