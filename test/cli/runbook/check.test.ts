import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { candidatesIn } from '../../../src/cli/runbook/candidates.ts'
import { checkPage } from '../../../src/cli/runbook/check.ts'
import { makePage } from '../../../src/cli/runbook/make.ts'
import { nodeHost } from '../../../src/host/node.ts'
import { inProject } from '../small-project.ts'
import {
  configText,
  RUNBOOK,
  rehearsedProject,
  type StoredRehearsal,
  storeRehearsal,
  TARGET,
} from './rehearsed.ts'

const MAX_MS = 30 * 86_400_000
const host = nodeHost()
const NONE = { indicators: {} }

async function rehearsed(): Promise<{ directory: string; place: string; page: string }> {
  const directory = rehearsedProject()
  const place = await storeRehearsal(directory)
  const { page } = await inProject(directory, async () =>
    makePage(host, NONE, await candidatesIn(host.files, [place]), MAX_MS),
  )
  return { directory, place, page }
}
const check = (directory: string, page: string | null, places: string[] = [], maxAgeMs = MAX_MS) =>
  inProject(directory, async () =>
    checkPage(host, NONE, await candidatesIn(host.files, places), page, maxAgeMs),
  )

/** A configuration is imported once: another one needs a place of its own. */
function elsewhere(files: Record<string, string>): string {
  return rehearsedProject(files)
}

describe('the check of a page', () => {
  it('finds nothing where nothing changed, with and without the records, in any checkout', async () => {
    const { directory, place, page } = await rehearsed()
    expect(await check(directory, page, [place])).toEqual([])
    rmSync(place, { recursive: true })
    expect(await check(directory, page)).toEqual([])
    expect(await check(elsewhere({}), page)).toEqual([])
  })

  it('finds a page that is not there, is no runbook, or was edited', async () => {
    const { directory, page } = await rehearsed()
    expect(await check(directory, null)).toEqual(['There is no such page.'])
    expect((await check(directory, '# Mine\n'))[0]).toContain('it was not made by `firedrill runbook`')
    expect(await check(directory, page.replace('releases/1\n', 'releases/0\n'))).toEqual([
      'It was edited by hand, or cut off: it is not what was made.',
    ])
  })

  it('finds a rehearsal that is too old', async () => {
    const { directory, page } = await rehearsed()
    expect(await check(directory, page, [], 1000)).toEqual([
      expect.stringContaining('at most 1 s is allowed'),
    ])
  })

  it('finds commands that are others now', async () => {
    const { page } = await rehearsed()
    const target = TARGET.replace("rollback: './ship {release}'", "rollback: './back {version}'")
    const found = await check(elsewhere({ 'firedrill.config.ts': configText(target) }), page)
    expect(found).toEqual([
      'On the page, as run-1 ran it, and not run by the configuration of today: ./ship "$PWD"/releases/1',
      'Run by rehearsal as the configuration is today, and not rehearsed in run-1: ./back 1',
    ])
  })

  it('finds that what is asked by hand is elsewhere now', async () => {
    const { page } = await rehearsed()
    const target = TARGET.replace(':8080', ':8090').replace("'/version'", "'/about'")
    const more = "prober: { path: '/shop' }"
    expect(
      await check(elsewhere({ 'firedrill.config.ts': configText(target, `${RUNBOOK}, ${more}`) }), page),
    ).toEqual(
      ['prober.path: not set', 'edge.url: "http://127.0.0.1:8080"', 'version: "/version"'].map((line) =>
        expect.stringContaining(`the page was made with ${line}`),
      ),
    )
  })

  it('finds that commands are given other variables from the shell', async () => {
    const { page } = await rehearsed()
    const target = TARGET.replace('ports:', "inheritEnv: ['RAILS_ENV'], ports:")
    expect(await check(elsewhere({ 'firedrill.config.ts': configText(target) }), page)).toEqual([
      expect.stringContaining('(inheritEnv): RAILS_ENV'),
    ])
  })

  it('finds nothing in a value that the environment gives, set or not', async () => {
    const given =
      "rollback: './ship {release}', env: { REGION: env('FIREDRILL_TEST_REGION', { secret: false }) }"
    const target = TARGET.replace("rollback: './ship {release}'", given)
    const files = { 'firedrill.config.ts': configText(target) }
    const directory = rehearsedProject(files)
    const events: StoredRehearsal['events'] = (all) =>
      all.map((event) =>
        event.type === 'command' && /^(deploy|roll back)/.test(event.what)
          ? { ...event, command: { ...event.command, env: { REGION: 'eu-west-1' } } }
          : event,
      )
    vi.stubEnv('FIREDRILL_TEST_REGION', 'eu-west-1')
    const place = await storeRehearsal(directory, { events })
    const { page } = await inProject(directory, async () =>
      makePage(host, NONE, await candidatesIn(host.files, [place]), MAX_MS),
    )
    expect(page).toContain('REGION="${REGION:?}" ./ship "$PWD"/releases/1')
    expect(page).not.toContain('eu-west-1')
    vi.stubEnv('FIREDRILL_TEST_REGION', undefined)
    expect(await check(elsewhere(files), page)).toEqual([])
    vi.unstubAllEnvs()
  })

  it('finds another target, environment or drill', async () => {
    const { page } = await rehearsed()
    const named = configText(
      TARGET.replace('target: processes({', 'targets: { shop: processes({').concat(' }'),
    )
    expect((await check(elsewhere({ 'firedrill.config.ts': named }), page))[0]).toContain(
      'No target is called',
    )
    const renamed = elsewhere({})
    rmSync(join(renamed, 'drills/rehearsal.ts'))
    expect((await check(renamed, page))[0]).toContain('The drill rehearsal cannot be planned any more')
  })

  it('finds that the same did not pass since, and that an interrupted run says nothing', async () => {
    const { directory, place, page } = await rehearsed()
    const stopped = await storeRehearsal(directory, { name: 'stopped', agoMs: 1000, interrupted: true })
    expect(await check(directory, page, [place, stopped])).toEqual([])
    const failed = await storeRehearsal(directory, { name: 'failed', agoMs: 500, fails: true })
    expect(await check(directory, page, [place, stopped, failed])).toEqual([
      expect.stringMatching(/^rehearsal did not pass in failed: /),
    ])
  })

  it('finds that its own record does not pass any more', async () => {
    const { directory, place, page } = await rehearsed()
    writeFileSync(join(place, 'requests.arrow'), '')
    expect(await check(directory, page, [place])).toEqual([expect.stringContaining('did not pass in run-1')])
  })
})
