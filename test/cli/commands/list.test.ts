import { describe, expect, it } from 'vitest'
import { configFile } from '../../config/project.ts'
import { ELSEWHERE, firedrill, HOLDS, LOADS, smallProject } from '../small-project.ts'

describe('firedrill list', () => {
  it('shows each drill with its file, its question and its parameters', async () => {
    const directory = smallProject({
      'drills/a.ts': ELSEWHERE.replace(/ {2}params: .*\n/, '')
        .replace('({ rate })', '()')
        .replace('{ rate }', "{ rate: '1/s' }"),
    })
    expect(await firedrill(directory, ['list'])).toEqual({
      code: 0,
      out:
        'elsewhere  drills/a.ts\n  Nothing happens, and nothing must break.\n' +
        'holds  drills/holds.ts\n  Nothing happens, and nothing must break.\n  rate=100/s\n' +
        '\ntarget processes (firedrill.config.ts)\n',
      err: '',
    })
  })

  it('says what target would be taken, or that one has to be named', async () => {
    const fields = `${LOADS}, targets: { plain: processes({ instances: 1, run: 'node a.js' }) }, prefer: ['plain'],`
    const directory = smallProject({ 'firedrill.config.ts': configFile(fields) })
    const inCi = await firedrill(directory, ['list'], { CI: 'true' })
    expect([inCi.code, inCi.out]).toEqual([
      0,
      expect.stringContaining('target: CI is set, and no target is named.'),
    ])
    expect((await firedrill(directory, ['list'], { CI: undefined })).out).toContain('target plain (')
  })

  it('gives the same as JSON', async () => {
    const { code, out, err } = await firedrill(smallProject(), ['list', '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toEqual([
      {
        name: 'holds',
        purpose: 'Nothing happens, and nothing must break.',
        file: 'drills/holds.ts',
        params: { rate: '100/s' },
      },
    ])
  })

  it('shows the others where a file cannot be loaded, and says which one and why', async () => {
    const { out, err } = await firedrill(smallProject({ 'drills/broken.ts': 'export default 7\n' }), ['list'])
    expect(out).toContain('holds  drills/holds.ts')
    // Once: the message names it already.
    expect(err).toBe('drills/broken.ts: the default export is not a drill.\n')
  })

  it('does without variables that are not set', async () => {
    const fields = `${LOADS}, target: processes({ instances: 1, run: 'node a.js', env: { URL: env('NEVER_SET_URL') } }),`
    const directory = smallProject({ 'firedrill.config.ts': configFile(fields) })
    expect((await firedrill(directory, ['list'])).code).toBe(0)
    expect((await firedrill(directory, ['plan', 'holds'])).code).toBe(64)
  })

  it('ends with 64 where two drills have one name', async () => {
    const { code, err } = await firedrill(smallProject({ 'drills/twice.ts': HOLDS }), ['list'])
    expect(code).toBe(64)
    expect(err).toContain('[drill-invalid] drills/twice.ts: drill "holds" is in drills/holds.ts as well.')
  })
})
