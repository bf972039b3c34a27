import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configFile, project } from '../../config/project.ts'
import { objective } from '../../measure/build-record.ts'
import { firedrill, LOADS, smallProject, TARGET } from '../small-project.ts'
import { storeRun } from '../stored-run.ts'

describe('firedrill judge', () => {
  it('finds the run by its place, by its name below reports/ and by a link, and writes its reports', async () => {
    const directory = smallProject()
    const place = await storeRun(directory)
    symlinkSync('run-1', join(directory, 'reports/latest'))
    for (const run of [place, 'reports/run-1', 'run-1', 'latest']) {
      const { code, out, err } = await firedrill(directory, ['judge', run])
      expect({ code, err }, run).toEqual({ code: 0, err: '' })
      expect(out).toMatch(/^PASS {2}kill-node\n[\s\S]*exit code 0\nreport: reports\//)
      expect(existsSync(join(place, 'report.html'))).toBe(true)
      rmSync(join(place, 'report.html'))
    }
  })

  it.each([
    { what: 'a pass', stored: { failed: 4 }, args: [], code: 0, shown: 'PASS' },
    { what: 'a fail', stored: { failed: 5 }, args: [], code: 1, shown: 'FAIL' },
    { what: 'what is not proven', stored: { failed: 4 }, args: ['--strict'], code: 2, shown: 'INCONCLUSIVE' },
    { what: 'what is left behind', stored: { cleanup: 'dirty' as const }, args: [], code: 3, shown: 'PASS' },
    { what: 'an abort', stored: { run: 'aborted' as const }, args: [], code: 4, shown: '' },
  ])('ends as the run would have: $what is $code', async ({ stored, args, code, shown }) => {
    const directory = smallProject()
    const place = await storeRun(directory, stored)
    const ended = await firedrill(directory, ['judge', 'run-1', ...args])
    expect(ended.code).toBe(code)
    expect(ended.out.startsWith(shown)).toBe(true)
    expect(JSON.parse(readFileSync(join(place, 'verdict.json'), 'utf8')).exitCode).toBe(code)
  })

  it('gives the bytes of verdict.json with --json, and nothing with --quiet', async () => {
    const directory = smallProject()
    const place = await storeRun(directory)
    const { out } = await firedrill(directory, ['judge', 'run-1', '--json'])
    expect(out).toBe(readFileSync(join(place, 'verdict.json'), 'utf8'))
    expect(await firedrill(directory, ['judge', 'run-1', '--quiet'])).toEqual({ code: 0, out: '', err: '' })
    expect((await firedrill(directory, ['judge', 'run-1', '--quiet', '--json'])).out).toBe(out)
  })

  it('needs no project', async () => {
    const directory = project({ 'package.json': '{}' })
    await storeRun(directory)
    expect((await firedrill(directory, ['judge', 'reports/run-1'])).code).toBe(0)
    expect((await firedrill(directory, ['judge', 'run-1'])).code).toBe(64)
  })

  it('measures with the indicators of the project, where there are any', async () => {
    const own = objective(
      { kind: 'custom', name: 'answers', version: 1, args: {} },
      { op: 'atLeast', value: 4000 },
    )
    const answers = 'indicators: { answers: { version: 1, measure: ({ requests }) => requests.length } },'
    const fields = `${LOADS},\n${TARGET},\n`
    const directory = smallProject({ 'firedrill.config.ts': configFile(`${fields}${answers}`) })
    await storeRun(directory, { expect: [own] })
    const verdict = JSON.parse((await firedrill(directory, ['judge', 'run-1', '--json'])).out)
    expect(verdict.clauses[0]).toMatchObject({ verdict: 'pass', observed: 4000 })
    const without = smallProject()
    await storeRun(without, { expect: [own] })
    expect(JSON.parse((await firedrill(without, ['judge', 'run-1', '--json'])).out).verdict).toBe(
      'inconclusive',
    )
  })

  it('ends with 64 where there is no such run, and says where it was sought', async () => {
    const directory = smallProject()
    const { code, out, err } = await firedrill(directory, ['judge', 'run-9'])
    expect({ code, out }).toEqual({ code: 64, out: '' })
    expect(err).toContain(
      `[run-not-found] There is no run record at ${directory}/run-9 or ${directory}/reports/run-9.`,
    )
    expect(err).toContain('Name a directory below reports/, such as reports/latest.')
  })

  it('does not judge a record by a configuration that is wrong', async () => {
    const directory = smallProject({ 'firedrill.config.ts': configFile("loads: 'shop.js',") })
    await storeRun(directory)
    const { code, err } = await firedrill(directory, ['judge', 'reports/run-1'])
    expect(code).toBe(64)
    expect(err).toContain('[config-invalid]')
  })
})
