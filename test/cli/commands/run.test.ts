import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { configFile } from '../../config/project.ts'
import { Sandbox } from '../../load/k6/sandbox.ts'
import { ELSEWHERE, firedrill, LOADS, smallProject, TARGET } from '../small-project.ts'

const MAIN = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))

describe('firedrill run', () => {
  it.each([
    { what: 'a name that no drill has', args: ['hold'], code: 64, says: '[drill-not-found]' },
    { what: 'one such name among several', args: ['holds', 'hold'], code: 64, says: '[drill-not-found]' },
    { what: 'a script that k6 cannot use', args: ['holds'], code: 64, says: '[load-script-invalid]' },
    { what: 'a load that is not configured', args: ['elsewhere'], code: 64, says: '[load-unknown]' },
    { what: 'a parameter without a value', args: ['holds', '--set', 'rate'], code: 64, says: '[usage]' },
    { what: 'an unknown environment', args: ['holds', '--env', 'moon'], code: 64, says: '[target-unknown]' },
  ])('ends with $code for $what, before anything is started', async ({ args, code, says }) => {
    const directory = smallProject({ 'drills/e.ts': ELSEWHERE })
    const ended = await firedrill(directory, ['run', ...args])
    expect({ code: ended.code, out: ended.out }).toEqual({ code, out: '' })
    expect(ended.err).toContain(says)
    expect(existsSync(join(directory, 'reports'))).toBe(false)
  })

  it('ends with 69 without k6, and with 77 for what the plan refuses', async () => {
    const without = await firedrill(smallProject(), ['run', 'holds'], { K6_PATH: '/nowhere/k6' })
    expect([without.code, without.err]).toEqual([69, expect.stringContaining('[k6-unusable]')])
    const fields = `${LOADS}, ${TARGET.replace(", edge: { url: 'http://127.0.0.1:1' }", '')},`
    const refused = await firedrill(smallProject({ 'firedrill.config.ts': configFile(fields) }), [
      'run',
      'holds',
    ])
    expect([refused.code, refused.err]).toEqual([77, expect.stringContaining('2 instances and no edge')])
  })

  it('leaves no listener for signals behind', async () => {
    const before = process.listenerCount('SIGTERM')
    await firedrill(smallProject(), ['run', 'holds'])
    expect(process.listenerCount('SIGTERM')).toBe(before)
  })
})

/** The drill, twice, by the real command line. It has `begun` once it has said `word` on standard error. */
function twice(sandbox: Sandbox, word: string) {
  const target = TARGET.replace('node server.js', `${process.execPath} server.js`)
  const cwd = smallProject({ 'firedrill.config.ts': configFile(`${LOADS}, ${target},`) })
  const argv = ['--conditions=source', MAIN, 'run', 'holds', 'holds']
  const own = { HOME: sandbox.directory, XDG_CACHE_HOME: sandbox.cache, XDG_STATE_HOME: sandbox.cache }
  const env = { PATH: sandbox.bin, TMPDIR: sandbox.directory, ...own }
  const child = spawn(process.execPath, argv, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let err = ''
  const begun = Promise.withResolvers<void>()
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
    if (err.includes(word)) begun.resolve()
  })
  const ended = new Promise<{ code: number | null; err: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, err }))
  })
  return { cwd, child, begun: begun.promise, ended }
}

function sandboxed(): Sandbox {
  const sandbox = new Sandbox()
  onTestFinished(() => sandbox[Symbol.dispose]())
  return sandbox
}

/** k6 must first be built, by a Go that does `build`. */
function building(build: string) {
  const sandbox = sandboxed()
  sandbox.go(build)
  return twice(sandbox, 'Building k6')
}

describe('a signal before the first drill has begun', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('%s ends the command with %d, and says what was not run', async (signal, exit) => {
    const { child, begun, ended } = building('sleep 60')
    await begun
    child.kill(signal)
    const { code, err } = await ended
    expect(err).not.toContain('internal')
    expect(err.match(new RegExp(`^${signal}: holds was not run$`, 'gm'))).toHaveLength(2)
    expect(code).toBe(exit)
  })

  it('is not what is told when the build itself fails', async () => {
    const { code, err } = await building('echo "no space left" >&2; exit 1').ended
    expect(code).toBe(69)
    expect(err).toContain('[k6-missing] k6 could not be built: no space left')
  })
})

it('starts nothing after a signal that came while it looked into the script', async () => {
  const sandbox = sandboxed()
  const [asked, goOn] = [join(sandbox.directory, 'asked'), join(sandbox.directory, 'go-on')]
  const seen = JSON.stringify({ ext: { firedrill: { functions: ['default'], given: [] } } })
  const version = 'if [ "$1" = version ]; then echo "k6 v2.2.0 (go1.26, test)"; exit 0; fi'
  const wait = `: > '${asked}'\nwhile [ ! -e '${goOn}' ]; do sleep 0.05; done`
  sandbox.program(join(sandbox.bin, 'k6'), `${version}\n${wait}\necho '${seen}'`)
  const { cwd, child, ended } = twice(sandbox, 'holds on processes')
  await expect.poll(() => existsSync(asked), { timeout: 15_000 }).toBe(true)
  child.kill('SIGTERM')
  // Only now may k6 end: the signal has come before.
  writeFileSync(goOn, '')
  const { code, err } = await ended
  expect(err).toBe(
    'holds on processes (firedrill.config.ts)\nSIGTERM: holds was not run\nSIGTERM: holds was not run\n',
  )
  expect(code).toBe(143)
  expect(existsSync(join(cwd, 'reports'))).toBe(false)
})
