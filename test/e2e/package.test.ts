/** The published package, as somebody else installs it: compiled, alone, with its types. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Ended, startProgram } from './cli.ts'
import { install, type Packed, pack } from './packed.ts'
import { remainsOf, untilNothing } from './remains.ts'
import { makeScratch, root } from './scratch.ts'
import { drill, SMALL_APP } from './small-app.ts'
import { eventsOf, journalOf, recordsIn, untilEvent, verdictOf } from './stored.ts'

const scratch = makeScratch()
const cwd = join(scratch.directory, 'somewhere')
const reports = join(cwd, 'reports')
const options = { cwd, env: scratch.env }
let packed: Packed

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
  expect(wrong.stdout).toMatch(/^drills\/wrong\.ts\(4,.*'"soon"'/m)
  expect(wrong.code).not.toBe(0)
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
