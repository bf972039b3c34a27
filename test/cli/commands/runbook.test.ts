import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from '../../../src/runbook/seal.ts'
import { rehearsedProject, storeRehearsal } from '../runbook/rehearsed.ts'
import { firedrill } from '../small-project.ts'

const PAGE = 'docs/runbook/deploy.md'

async function rehearsed(): Promise<string> {
  const directory = rehearsedProject()
  await storeRehearsal(directory)
  return directory
}

describe('firedrill runbook', () => {
  it('writes the page, and says from which runs and what is missing', async () => {
    const directory = await rehearsed()
    const { code, out, err } = await firedrill(directory, ['runbook'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^docs\/runbook\/deploy\.md: made from run-1\n/)
    expect(out).toContain('missing: How long a person takes who follows this was not rehearsed.')
    expect(readFileSync(join(directory, PAGE), 'utf8')).toMatch(/^# Deploy 2, and back to 1\n/)
  })

  it('leaves a page alone that lacks less, unless it is told to', async () => {
    const directory = await rehearsed()
    await firedrill(directory, ['runbook'])
    const page = readFileSync(join(directory, PAGE), 'utf8')
    const better = page.replaceAll('> **Missing.** ', 'Rehearsed: ')
    writeFileSync(join(directory, PAGE), better)
    const refused = await firedrill(directory, ['runbook'])
    expect([refused.code, refused.out]).toEqual([64, ''])
    expect(refused.err).toMatch(/deploy\.md lacks 0 parts, and would lack [1-9]\d*: nothing was written/)
    expect(readFileSync(join(directory, PAGE), 'utf8')).toBe(better)
    expect((await firedrill(directory, ['runbook', '--force'])).code).toBe(0)
    expect(readFileSync(join(directory, PAGE), 'utf8')).toBe(page)
    expect((await firedrill(directory, ['runbook'])).code).toBe(0)
  })

  it('leaves a page of another place alone, unless it is asked for one', async () => {
    const directory = await rehearsed()
    await firedrill(directory, ['runbook'])
    const file = join(directory, PAGE)
    const ours = readFileSync(file, 'utf8')
    const { facts } = unseal(ours)
    if (facts === null) throw new Error('the page has no seal')
    const staging = seal(ours.slice(0, ours.indexOf('\n<!-- firedrill')), {
      ...facts,
      environment: 'staging',
    })
    writeFileSync(file, staging)
    const { code, err } = await firedrill(directory, ['runbook'])
    expect(code).toBe(64)
    expect(err).toContain(
      `${PAGE} is for target processes, environment staging, and would be for target processes: nothing was written.`,
    )
    expect(err).toContain('`--env staging --target processes` or `--target processes`')
    expect(readFileSync(file, 'utf8')).toBe(staging)
    for (const asked of ['--force', '--target=processes']) {
      writeFileSync(file, staging)
      expect((await firedrill(directory, ['runbook', asked])).code).toBe(0)
      expect(readFileSync(file, 'utf8')).toBe(ours)
    }
  })

  it('takes the runs that it is given, by name or place, and the file', async () => {
    const directory = await rehearsed()
    await storeRehearsal(directory, { name: 'run-2', agoMs: 1000 })
    const { out } = await firedrill(directory, ['runbook', '--from', 'run-1', '--out', 'here.md'])
    expect(out).toMatch(/^here\.md: made from run-1\n/)
    expect((await firedrill(directory, ['runbook', '--from', 'reports/run-2,run-1'])).out).toContain(
      'from run-2\n',
    )
    expect((await firedrill(directory, ['runbook', '--from', 'run-9'])).code).toBe(64)
  })

  it('refuses a run that says nothing, where just that is given', async () => {
    const directory = await rehearsed()
    await storeRehearsal(directory, { name: 'stopped', interrupted: true })
    const { code, err } = await firedrill(directory, ['runbook', '--from', 'stopped'])
    expect(code).toBe(77)
    expect(err).toContain('[rehearsal-unfit] The newest rehearsal of the rollback, stopped, did not pass')
    expect(existsSync(join(directory, PAGE))).toBe(false)
  })

  it('looks at one environment or target alone where it is told so', async () => {
    const directory = await rehearsed()
    for (const where of [
      ['--target', 'compose'],
      ['--env', 'staging'],
    ])
      expect((await firedrill(directory, ['runbook', ...where])).code).toBe(77)
    expect((await firedrill(directory, ['runbook', '--target', 'processes'])).code).toBe(0)
  })

  it('says where it cannot write', async () => {
    const directory = await rehearsed()
    writeFileSync(join(directory, 'docs'), '')
    const { code, err } = await firedrill(directory, ['runbook'])
    expect(code).toBe(64)
    expect(err).toContain('cannot be written')
  })
})

describe('firedrill runbook --check', () => {
  it('ends with 0 where the page is right, from anywhere in the project', async () => {
    const directory = await rehearsed()
    await firedrill(directory, ['runbook'])
    expect(await firedrill(directory, ['runbook', '--check'])).toEqual({
      code: 0,
      out: `${PAGE} is right.\n`,
      err: '',
    })
    mkdirSync(join(directory, 'ops'))
    expect((await firedrill(join(directory, 'ops'), ['runbook', '--check'])).code).toBe(0)
  })

  it('ends with 1 where it is not, says every reason, and writes nothing', async () => {
    const directory = await rehearsed()
    await firedrill(directory, ['runbook'])
    const file = join(directory, PAGE)
    const edited = readFileSync(file, 'utf8').replace('## 7. Rollback', '## 7. Way back')
    writeFileSync(file, edited)
    const { code, out } = await firedrill(directory, ['runbook', '--check', '--max-age', '1s'])
    expect(code).toBe(1)
    expect(out).toMatch(
      /^docs\/runbook\/deploy\.md is not right:\n {2}- It was edited by hand.*\n {2}- run-1 is .* old;/,
    )
    expect(readFileSync(file, 'utf8')).toBe(edited)
  })

  it('gives no order to a CI system by the words of a stored run', async () => {
    const directory = await rehearsed()
    await firedrill(directory, ['runbook'])
    await storeRehearsal(directory, { name: 'run-2', agoMs: 1000 })
    const file = join(directory, 'reports', 'run-2', 'verdict.json')
    const verdict = JSON.parse(readFileSync(file, 'utf8')) as object
    writeFileSync(
      file,
      JSON.stringify({ ...verdict, verdict: 'fail', exitCode: 1, summary: 'x\n::error::y\u001b[8m' }),
    )
    const { out } = await firedrill(directory, ['runbook', '--check'])
    expect(out).toMatch(/run-2/)
    expect(out).not.toMatch(/^ *::error::/m)
    expect(out).not.toContain('\u001b')
  })

  it('ends with 1 where there is no page', async () => {
    const { code, out } = await firedrill(await rehearsed(), ['runbook', '--check'])
    expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining('There is no such page.') })
  })

  it.each(['a while', '30', '-1d'])('refuses "%s" for an age', async (age) => {
    const { code, err } = await firedrill(rehearsedProject(), ['runbook', '--check', `--max-age=${age}`])
    expect(code).toBe(64)
    expect(err).toContain('Give an age such as 30d or 12h.')
  })
})
