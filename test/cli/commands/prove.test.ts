import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ACCEPTING_K6 } from '../k6-that-accepts.ts'
import { firedrill, smallProject } from '../small-project.ts'

describe('firedrill prove', () => {
  it('names every sabotage and exit code in its help', async () => {
    const { code, out } = await firedrill(smallProject(), ['prove', '--help'])
    expect(code).toBe(0)
    expect(out).toContain('delays         10 % of the requests take 400 ms longer')
    expect(out).toContain('Exit codes: 0 all were caught, 1 one was let through')
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
