// `npm test`: every check of the project, one after the other; the last line is `N passed, N failed`.
// Type check, lint and dead-code check count as one each, beside the tests.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'firedrill-test-'))
const totals = { passed: 0, failed: 0 }
/** Told once more at the end, where whoever reads only the last lines finds them. */
const broken: string[] = []

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numFailedTestSuites: number
  testResults: {
    name: string
    status: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] | null }[]
  }[]
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
  else {
    totals.failed += 1
    broken.push(argv.join(' '))
  }
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
  if (failed > 0) broken.push(...(report ? namesOf(report) : [`${project}: no report`]))
  const skipped = report?.numPendingTests ?? 0
  if (skipped > 0)
    console.log(`${skipped} skipped: this machine lacks what they need (see their lines above).`)
  if (skipped > 0 && process.env.CI) {
    totals.failed += skipped
    broken.push(`${skipped} of ${project} skipped, where nothing may be`)
  }
}

/** The tests that failed, each with its first words; a file that could not be loaded stands for itself. */
function namesOf({ testResults }: VitestReport): string[] {
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name)
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [file] : []
    return failed.map(
      ({ fullName, failureMessages }) =>
        `${file}: ${fullName}: ${failureMessages?.[0]?.split('\n')[0] ?? 'no message'}`,
    )
  })
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
await tests('containers')
// A quarter of an hour of drills under load: what a gate asks, and nobody at a desk wants to wait for.
if (process.env.CI) await tests('rehearsals')
rmSync(scratch, { recursive: true, force: true })
for (const name of broken) console.log(`failed: ${name}`)
console.log(`${totals.passed} passed, ${totals.failed} failed`)
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1
