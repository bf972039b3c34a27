import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands/map.ts'
import { configFile } from '../../config/project.ts'
import { firedrill, LOADS, smallProject } from '../small-project.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const MAIN = join(root, 'src/cli/main.ts')

/** The real program: the library writes to standard output by itself. */
function run(
  args: readonly string[],
  cwd = smallProject(),
): { code: number | null; out: string; err: string } {
  const argv = ['--conditions=source', MAIN, ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}
const offered = (words: readonly string[], cwd?: string): string[] =>
  run(['complete', '--', ...words], cwd)
    .out.split('\n')
    .filter((line) => line !== '' && !line.startsWith(':'))
    .map((line) => line.split('\t')[0] ?? '')

describe('what a shell is offered', () => {
  it('are all commands, with what they are for', () => {
    expect(offered([''])).toEqual(expect.arrayContaining(Object.keys(COMMANDS)))
    expect(run(['complete', '--', 'pl']).out).toContain(`plan\t${COMMANDS.plan?.description}`)
    expect(offered(['pl'])).toEqual(['plan'])
  })

  it('are a command’s own options', () => {
    expect(offered(['run', '--re'])).toEqual(expect.arrayContaining(['--repeat', '--retry-inconclusive']))
    expect(offered(['run', '--re'])).not.toContain('--anyway')
  })

  it('are the drills, targets and environments of the project', () => {
    const fields = `${LOADS}, targets: { small: processes({ instances: 1, run: 'x' }) }, environments: { staging: {} },`
    const cwd = smallProject({ 'firedrill.config.ts': configFile(fields) })
    expect(offered(['run', ''], cwd)).toEqual(['holds'])
    expect(offered(['plan', 'ho'], cwd)).toEqual(['holds'])
    expect(offered(['run', 'holds', '--target', ''], cwd)).toEqual(['small'])
    expect(offered(['run', 'holds', '--env', ''], cwd)).toEqual(['staging'])
    expect(offered(['init', '--target', ''], cwd)).toEqual(['processes', 'compose'])
  })
})

describe('firedrill completion', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell'])('prints a script for %s that asks firedrill', (shell) => {
    const { code, out } = run(['completion', shell])
    expect(code).toBe(0)
    expect(out).toContain('firedrill')
    expect(out).toContain('complete')
  })

  it('prints what bash takes', () => {
    const { out } = run(['completion', 'bash'])
    expect(spawnSync('bash', ['-n'], { input: out, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    })
  })

  it('refuses a shell that it does not know', async () => {
    const { code, err } = await firedrill(smallProject(), ['completion', 'tcsh'])
    expect(code).toBe(64)
    expect(err).toContain('zsh, bash, fish, powershell')
  })
})
