import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { configFile } from '../../config/project.ts'
import { Sandbox } from '../../load/k6/sandbox.ts'
import { ACCEPTING_K6 } from '../k6-that-accepts.ts'
import { firedrill, LOADS, smallProject, TARGET } from '../small-project.ts'

const MAIN = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))

describe('firedrill prove', () => {
  it('names every sabotage and exit code in its help', async () => {
    const { code, out } = await firedrill(smallProject(), ['prove', '--help'])
    expect(code).toBe(0)
    expect(out).toContain('delays         10 % of the requests take 400 ms longer')
    expect(out).toMatch(/Exit codes:\n {2}0 +all were caught\n {2}1 +one was let through\n/)
  })

  it('refuses a sabotage that there is not', async () => {
    const { code, err } = await firedrill(smallProject(), ['prove', 'holds', '--only', 'lose'])
    expect(code).toBe(64)
    expect(err).toContain('no sabotage is called "lose"')
  })

  it('starts nothing where none of them shows anything of the drill', async () => {
    const directory = smallProject({ k6: ACCEPTING_K6 })
    const { code, err } = await firedrill(directory, ['prove', 'holds', '--only', 'noop-fault,version-lies'])
    expect(code).toBe(77)
    expect(err).toContain('No sabotage shows anything of holds:\n')
    expect(err).toContain('  - noop-fault: it injects no fault.\n  - version-lies: it ships no release.')
    expect(existsSync(join(directory, 'reports'))).toBe(false)
  })

  it('refuses what cannot be run at all', async () => {
    expect((await firedrill(smallProject(), ['prove', 'holds'])).err).toContain('load-script-invalid')
    expect((await firedrill(smallProject(), ['prove', 'none'])).code).toBe(64)
  })
})

it('ends with 130 where a signal comes while it prepares, and says what was not run', async () => {
  const sandbox = new Sandbox()
  onTestFinished(() => sandbox[Symbol.dispose]())
  sandbox.go('sleep 60')
  const own = { HOME: sandbox.directory, XDG_CACHE_HOME: sandbox.cache, XDG_STATE_HOME: sandbox.cache }
  const target = TARGET.replace('node server.js', `${process.execPath} server.js`)
  const cwd = smallProject({ 'firedrill.config.ts': configFile(`${LOADS}, ${target},`) })
  const argv = ['--conditions=source', MAIN, 'prove', 'holds']
  const env = { PATH: sandbox.bin, TMPDIR: sandbox.directory, ...own }
  const child = spawn(process.execPath, argv, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
    // Only once: a second one would hurry it.
    if (err.includes('Building k6') && !child.killed) child.kill('SIGINT')
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect(err).toMatch(/^SIGINT: holds was not run$/m)
  expect(err).not.toContain('defect')
  expect(code).toBe(130)
})
