// `npm test`: every check of the project, one after the other; the last line is `N passed, N failed`.
// Type check, lint and dead-code check count as one each, beside the tests.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'firedrill-test-'))
const totals = { passed: 0, failed: 0 }

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numFailedTestSuites: number
}

function run(argv: string[]): Promise<number> {
  console.log(`\n$ ${argv.join(' ')}`)
  const [program = '', ...args] = argv
  return new Promise((resolve) => {
    const child = spawn(join(root, 'node_modules', '.bin', program), args, { cwd: root, stdio: 'inherit' })
    const forward = (signal: NodeJS.Signals) => child.kill(signal)
    process.once('SIGTERM', forward).once('SIGINT', () => undefined)
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

async function check(argv: string[]): Promise<void> {
  if ((await run(argv)) === 0) totals.passed += 1
  else totals.failed += 1
}

async function tests(project: string): Promise<void> {
  const file = join(scratch, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await run(['vitest', 'run', '--project', project, ...reporters])
  const report = readReport(file)
  totals.passed += report?.numPassedTests ?? 0
  // A suite that could not be loaded has no failed test of its own, and must not go by.
  const failed =
    (report?.numFailedTests ?? 0) || (code === 0 ? 0 : Math.max(1, report?.numFailedTestSuites ?? 1))
  totals.failed += failed
  const skipped = report?.numPendingTests ?? 0
  if (skipped > 0)
    console.log(`${skipped} skipped: this machine lacks what they need (see their lines above).`)
  if (skipped > 0 && process.env.CI) totals.failed += skipped
}

function readReport(file: string): VitestReport | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as VitestReport
  } catch {
    return null
  }
}

await check(['tsc', '--noEmit'])
await check(['biome', 'check', '--error-on-warnings', '.'])
await check(['knip'])
await check(['node', '--conditions=source', 'test/prepare-k6.ts'])
await tests('unit')
await tests('e2e')
// A quarter of an hour of drills under load: what a gate asks, and nobody at a desk wants to wait for.
if (process.env.CI) await tests('rehearsals')
rmSync(scratch, { recursive: true, force: true })
console.log(`${totals.passed} passed, ${totals.failed} failed`)
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1
