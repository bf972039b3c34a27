import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configFile } from '../../config/project.ts'
import { ELSEWHERE, firedrill, LOADS, smallProject, TARGET } from '../small-project.ts'
import { storeKilled, storeRun } from '../stored-run.ts'

const withConfig = (fields: string) => smallProject({ 'firedrill.config.ts': configFile(fields) })
const misses = (out: string): string[] => out.split('\n').filter((line) => line.startsWith('miss'))

describe('firedrill doctor', () => {
  it('says what is here, and ends with 0 where nothing is missing', async () => {
    const directory = smallProject()
    const { code, out, err } = await firedrill(directory, ['doctor'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(new RegExp(`^ok   Node ${process.versions.node} on `)),
      `ok   configuration ${directory}/firedrill.config.ts`,
      expect.stringMatching(/^ok {3}1 drill: holds$/),
      `ok   k6 2.2.0 (K6_PATH: ${directory}/k6)`,
      'ok   target processes (firedrill.config.ts)',
    ])
  })

  it('says which k6 was named that is none, what to do about it, and goes on', async () => {
    const directory = smallProject()
    const wrong = join(directory, 'no-k6')
    const { code, out } = await firedrill(directory, ['doctor'], { K6_PATH: wrong })
    expect(code).toBe(69)
    expect(out).toContain(
      `miss K6_PATH names ${wrong}, which does not run as k6.\n     Let K6_PATH name a k6 of version`,
    )
    expect(out).toContain('ok   target processes')
  })

  it('names every load whose script is not there', async () => {
    const directory = withConfig(`loads: { shop: 'scenarios/shop.js', admin: 'load/admin.js' }, ${TARGET},`)
    const { code, out } = await firedrill(directory, ['doctor'])
    expect(code).toBe(69)
    expect(misses(out)).toEqual([
      `miss The k6 script ${directory}/load/admin.js of the load "admin" is not there.`,
    ])
    expect(out).toContain('\n     Correct its path under `loads` in firedrill.config.ts.\n')
  })

  it('counts the drills', async () => {
    const more = { 'drills/e.ts': ELSEWHERE }
    expect((await firedrill(smallProject(more), ['doctor'])).out).toContain(
      'ok   2 drills: elsewhere, holds\n',
    )
    const none = smallProject({ 'drills/holds.ts': 'export default 7\n' })
    expect((await firedrill(none, ['doctor'])).out).toContain('ok   no drills\n')
  })

  it('says how k6 is had where there is none', async () => {
    const directory = smallProject()
    const none = { K6_PATH: undefined, PATH: '/nowhere', XDG_CACHE_HOME: directory }
    const { code, out } = await firedrill(directory, ['doctor'], none)
    expect(code).toBe(69)
    expect(out).toMatch(/miss k6 is not here; .*\n {5}.*K6_PATH/)
  })

  it('names every drill that cannot be loaded, every reason of the target, and every run not cleaned up', async () => {
    const target = "target: processes({ instances: 2, run: 'no-such-program', port: { env: 'PORT' } })"
    const directory = smallProject({
      'firedrill.config.ts': configFile(`${LOADS}, ${target},`),
      'drills/broken.ts': 'export default 7\n',
    })
    await storeRun(directory)
    const place = await storeKilled(directory)
    const { code, out } = await firedrill(directory, ['doctor'])
    expect(code).toBe(69)
    expect(misses(out)).toEqual([
      'miss drills/broken.ts: the default export is not a drill.',
      expect.stringContaining('2 instances and no edge'),
      expect.stringContaining('The program "no-such-program", which target.run runs, was not found.'),
      `miss ${place} was not cleaned up`,
    ])
    expect(out).toContain('     Run `firedrill recover`.')
  })

  it('tells of a run of another project that was not cleaned up, and where to recover it', async () => {
    const [directory, other] = [smallProject(), smallProject()]
    const place = await storeKilled(directory, { root: other })
    const { code, out } = await firedrill(directory, ['doctor'])
    expect(code).toBe(0)
    expect(out).toContain(
      `ok   beware: ${place} was not cleaned up. Run \`firedrill recover ${place}\` in ${other}.`,
    )
  })

  it('looks at the target that is asked for', async () => {
    const directory = withConfig(
      `${LOADS}, ${TARGET}, targets: { other: processes({ instances: 1, run: 'no-such-program' }) },`,
    )
    expect((await firedrill(directory, ['doctor'])).code).toBe(0)
    const { code, out } = await firedrill(directory, ['doctor', '--target', 'other'])
    expect(code).toBe(69)
    expect(out).toContain('ok   target other (--target other)')
    expect((await firedrill(directory, ['doctor', '--target', 'moon'])).code).toBe(64)
  })

  it('lists every value with its source, when it is asked to explain', async () => {
    const environments = "environments: { staging: { warmUp: '9s' } },"
    const directory = withConfig(`${LOADS}, ${TARGET}, ${environments}`)
    const plain = await firedrill(directory, ['doctor'])
    const { code, out } = await firedrill(directory, ['doctor', '--explain'])
    expect(code).toBe(0)
    expect(plain.out).not.toMatch(/warmUp|stopTimeout/)
    expect(out).toMatch(/^warmUp = 5s {2}\(.*\)$/m)
    expect(out).toMatch(/^target\.stopTimeout = 45s {2}\(default\)$/m)
    const staging = await firedrill(directory, ['doctor', '--explain', '--env', 'staging'])
    expect(staging.out).toMatch(/^warmUp = 9s {2}\(.*staging.*\)$/m)
  })
})
