/** The published package, as somebody else installs it: compiled, alone, with its types. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, startProgram } from './cli.ts'
import { install, type Packed, pack } from './packed.ts'
import { remainsOf, untilNothing } from './remains.ts'
import { makeScratch, root } from './scratch.ts'
import { drill, SMALL_APP } from './small-app.ts'
import { eventsOf, journalOf, onlyRecord, recordsIn, untilEvent, verdictOf } from './stored.ts'

const scratch = makeScratch()
const cwd = join(scratch.directory, 'somewhere')
const reports = join(cwd, 'reports')
const options = { cwd, env: scratch.env }
let packed: Packed
const CALM = "phase('calm', [hold('500ms')])"

beforeAll(async () => {
  packed = await pack(scratch)
  const project = {
    'package.json': '{ "name": "somewhere", "private": true, "type": "module" }',
    ...SMALL_APP,
  }
  const lost =
    "phase('lost', [kill(instance()), start(victim())], { inherit: false }), phase('well', [hold('4s')])"
  const files = {
    ...project,
    'drills/lost.ts': named('lost', lost),
    'drills/long.ts': named('long', "phase('long', [hold('1m')])"),
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true })
    writeFileSync(join(cwd, path), text)
  }
  await install(packed, cwd, scratch)
})
afterAll(() => scratch.remove())

it('carries what it runs, and nothing else', () => {
  const programs = [
    'cli/main.js',
    'target/edge/main.js',
    'target/edge/route.js',
    'run/watchdog/main.js',
    'probe/main.js',
    'index.d.ts',
    'drills/index.d.ts',
    'vitest/index.js',
  ]
  const further = [
    'docs/errors.md',
    'docs/get-started.md',
    'schema/verdict.schema.json',
    'src/load/k6/build/go.mod',
    'src/load/k6/build/go.sum',
  ]
  expect(packed.files).toEqual(
    expect.arrayContaining([
      ...programs.map((path) => `dist/${path}`),
      ...further,
      'LICENSE',
      'package.json',
    ]),
  )
  const places = new Set(packed.files.map((path) => (path.includes('/') ? path.split('/')[0] : path)))
  for (const foreign of ['test', 'fixtures', 'drills', 'bench', 'scenarios', 'reports', 'node_modules'])
    expect(places).not.toContain(foreign)
  expect(packed.files.filter((path) => /(?<!\.d)\.ts$/.test(path))).toEqual([])
})

it('has a keeper whose compiled program is one text that any Node runs', async () => {
  const path = join(cwd, 'node_modules', 'firedrill', 'dist', 'host', 'keeper', 'program.js')
  const { keeperArguments }: typeof import('../../src/host/keeper/program.ts') = await import(path)
  const label = { name: 'a', value: 'b' }
  const places = { socket: join(cwd, 'no.sock'), tasks: cwd }
  const args = keeperArguments({ name: 'keeper', label, lengthMs: 1000, lingerMs: 1000, ...places })
  expect(args[0]).toBe('--input-type=module')
  const { code, stdout } = await startProgram([process.execPath, ...args], options).ended
  expect({ code, stdout }).toEqual({ code: 3, stdout: expect.stringContaining('no engine answers there') })
})

it('lists, plans and knows its version', async () => {
  const listed = await succeeds(['npx', 'firedrill', 'list'])
  expect(listed.stdout).toMatch(/^calm .*drills\/calm\.ts/m)
  const planned = await succeeds(['npx', 'firedrill', 'plan', 'lost', '--blast-radius', 'all'])
  expect(planned.stdout).toContain('nothing refuses it')
  expect((await succeeds(['npx', 'firedrill', '--version'])).stdout.trim()).toBe(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
  )
})

it('runs a drill with its compiled prober and watchdog, and leaves nothing', async () => {
  const { stdout } = await succeeds(['npx', 'firedrill', 'run', 'lost', '--json', '--blast-radius', 'all'])
  const record = newest()
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'pass', cleanup: 'clean', run: 'completed' })
  expect(eventsOf(record, 'probe-ended')).toMatchObject([{ asked: true, exitCode: 0 }])
  expect(readdirSync(record)).toEqual(expect.arrayContaining(['report.html', 'junit.xml', 'probes.arrow']))
  expect(await remainsOf(record, scratch)).toEqual([])
})

it('is cleaned up by its compiled watchdog', async () => {
  const main = join(cwd, 'node_modules', 'firedrill', 'dist', 'cli', 'main.js')
  const { child, ended } = startProgram([process.execPath, main, 'run', 'long', '--out', 'killed'], options)
  const out = join(cwd, 'killed')
  await untilEvent(out, 'load-started', ended)
  child.kill('SIGKILL')
  await ended
  const [record] = recordsIn(out)
  expect(await untilNothing(() => remainsOf(record!, scratch), 20_000)).toEqual([])
  expect(journalOf(record!).at(-1)).toMatchObject({ type: 'cleanup-ended', cleanup: 'clean', by: 'watchdog' })
})

it('has the whole of the program that makes an image bad, which runs where nothing else of it is', async () => {
  const files = join(cwd, 'node_modules', 'firedrill', 'dist', 'target', 'broken', 'contained', 'files.js')
  const tell = `const { programFiles, CONTAINED_PROGRAM } = await import(${JSON.stringify(files)})
    console.log(JSON.stringify({ files: programFiles(), program: CONTAINED_PROGRAM }))`
  const { stdout } = await succeeds([process.execPath, '--input-type=module', '--eval', tell])
  const told = JSON.parse(stdout) as { files: { from: string; to: string }[]; program: string }
  const away = join(scratch.directory, 'contained')
  for (const { from, to } of told.files) {
    mkdirSync(dirname(join(away, to)), { recursive: true })
    copyFileSync(from, join(away, to))
  }
  writeFileSync(join(away, 'package.json'), '{ "type": "module" }')
  const bad = ['--how', 'exits', '--listen', '1', '--behind', '2', '--says', '1+exits', '--ready', '/ready']
  const names = ['--version-key', 'version', '--release-header', 'x-release', '--', 'true']
  const argv = [process.execPath, join(away, told.program), ...bad, ...names]
  const ended = await startProgram(argv, { cwd: away, env: scratch.env }).ended
  expect(ended.stderr).toContain('broken on purpose')
  expect(ended.code).toBe(1)
})

it('has types that a project is checked against', async () => {
  const compilerOptions = { module: 'nodenext', target: 'es2024', strict: true, noEmit: true, types: [] }
  const config = { compilerOptions, include: ['drills', 'firedrill.config.ts'] }
  writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify(config))
  const check = () => startProgram([join(root, 'node_modules/.bin/tsc'), '-p', cwd], options).ended
  const good = await check()
  expect(good.stdout).toBe('')
  expect(good.code).toBe(0)
  writeFileSync(join(cwd, 'drills', 'wrong.ts'), drill("phase('calm', [hold('soon')])"))
  const wrong = await check()
  rmSync(join(cwd, 'drills', 'wrong.ts'))
  expect(wrong.stdout).toMatch(/^drills\/wrong\.ts\(4,.*'"soon"'/m)
  expect(wrong.code).not.toBe(0)
})

describe('a drill as a test of a suite', () => {
  const suite = `import { drillTest } from 'firedrill/vitest'
drillTest('calm')
drillTest('broken')
drillTest('open')
drillTest('open, and left so', { drill: 'open', inconclusive: 'skip' })
drillTest('cut off', { drill: 'long', timeout: 5000, out: 'cut' })
`
  const cancelling = `import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createVitest } from 'vitest/node'
const vitest = await createVitest('test', { watch: false, config: false, include: ['cancelled.test.ts'] })
let ended = false
const running = vitest.start().finally(() => { ended = true })
const isUnderLoad = () => existsSync('cancelled') && readdirSync('cancelled').some((run) =>
  existsSync('cancelled/' + run + '/journal.ndjson') &&
  readFileSync('cancelled/' + run + '/journal.ndjson', 'utf8').includes('"load-started"'))
while (!ended && !isUnderLoad()) await new Promise((resolve) => setTimeout(resolve, 50))
await vitest.cancelCurrentRun('keyboard-input')
await running
await vitest.close()
`

  beforeAll(() => {
    symlinkSync(join(root, 'node_modules/vitest'), join(cwd, 'node_modules/vitest'))
    const files = {
      'resilience.test.ts': suite,
      'cancelled.test.ts': `import { drillTest } from 'firedrill/vitest'\ndrillTest('long', { out: 'cancelled' })\n`,
      'cancel.mjs': cancelling,
      'drills/broken.ts': named('broken', CALM).replace("errors().below('50%')", "errors().above('50%')"),
      'drills/open.ts': named('open', CALM).replace("errors().below('50%')", "errors().below('0.1%')"),
    }
    for (const [path, text] of Object.entries(files)) writeFileSync(join(cwd, path), text)
  })

  it('passes, fails with the sentence, and tells what was not decided apart', async () => {
    const vitest = join(cwd, 'node_modules/vitest/vitest.mjs')
    const asJson = ['--reporter=json', '--outputFile.json=results.json']
    const ended = await startProgram([process.execPath, vitest, 'run', ...asJson, 'resilience'], options)
      .ended
    expect(existsSync(join(cwd, 'results.json')), ended.stdout + ended.stderr).toBe(true)
    const report = JSON.parse(readFileSync(join(cwd, 'results.json'), 'utf8')) as {
      testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[]
    }
    const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults)
    const of = (title: string) => tests.find((test) => test.title === title)
    expect(of('calm'), JSON.stringify(tests)).toMatchObject({ status: 'passed' })
    expect(of('broken')).toMatchObject({
      status: 'failed',
      failureMessages: [expect.stringMatching(/^AssertionError: Failed: .*[\s\S]*resilience\.test\.ts:3/)],
    })
    expect(of('open')).toMatchObject({
      status: 'failed',
      failureMessages: [expect.stringMatching(/^DrillUndecided: /)],
    })
    expect(of('open, and left so')?.status).toMatch(/skipped|pending/)
    expect(of('cut off')).toMatchObject({
      status: 'failed',
      failureMessages: [expect.stringContaining('5000ms')],
    })
    const cut = onlyRecord(join(cwd, 'cut'))
    expect(verdictOf(cut)).toMatchObject({ run: 'interrupted', cleanup: 'clean' })
    expect(await remainsOf(cut, scratch)).toEqual([])
  })

  it('is undone when vitest is told to cancel', async () => {
    const ended = await startProgram([process.execPath, 'cancel.mjs'], options).ended
    expect(existsSync(join(cwd, 'cancelled')), ended.stdout + ended.stderr).toBe(true)
    const record = onlyRecord(join(cwd, 'cancelled'))
    expect(verdictOf(record)).toMatchObject({ run: 'interrupted', cleanup: 'clean' })
    expect(await remainsOf(record, scratch)).toEqual([])
  })
})

function named(name: string, steps: string): string {
  return (
    drill(steps)
      .replace("drill('calm'", `drill('${name}'`)
      .replace('param, phase', 'param, phase, kill, start, instance, victim')
      // It is the only instance that is lost.
      .replace('expect:', "blastRadius: 'all', expect:")
  )
}

function newest(): string {
  const [record] = recordsIn(reports)
  expect(verdictOf(record!).cleanup).toBe('clean')
  return record!
}

async function succeeds(argv: readonly string[], where = cwd): Promise<Ended> {
  const ended = await startProgram(argv, { cwd: where, env: scratch.env }).ended
  expect(ended.code, `${argv.join(' ')}\n${ended.stdout}${ended.stderr}`).toBe(0)
  return ended
}
