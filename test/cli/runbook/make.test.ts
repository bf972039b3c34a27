import { describe, expect, it } from 'vitest'
import { candidatesIn } from '../../../src/cli/runbook/candidates.ts'
import { makePage } from '../../../src/cli/runbook/make.ts'
import { nodeHost } from '../../../src/host/node.ts'
import { unseal } from '../../../src/runbook/seal.ts'
import { blocksOf } from '../../runbook/read-page.ts'
import { inProject } from '../small-project.ts'
import { rehearsedProject, type StoredRehearsal, storeRehearsal } from './rehearsed.ts'

const DAY_MS = 86_400_000
const host = nodeHost()

async function made(
  runs: StoredRehearsal[],
  { maxAgeMs = 30 * DAY_MS, directory = rehearsedProject() } = {},
) {
  const places: string[] = []
  for (const run of runs) places.push(await storeRehearsal(directory, run))
  return inProject(directory, async () =>
    makePage(host, { indicators: {} }, await candidatesIn(host.files, places), maxAgeMs),
  )
}
const refused = (message: string | RegExp) => ({
  code: 'rehearsal-unfit',
  message: expect.stringMatching(message),
})

describe('the page of a rehearsal', () => {
  it('has the commands of the team, for the versions of the configuration', async () => {
    const { page, runbook } = await made([{}])
    const typed = blocksOf(page).map(({ part, text }) => `${part}: ${text}`)
    expect(typed).toEqual(
      expect.arrayContaining([
        '1. Build and version: make release VERSION=2',
        '4. Migration: ./migrate up 2',
        '5. Rollout: ./ship "$PWD"/releases/2',
        '7. Rollback: ./ship "$PWD"/releases/1',
        '7. Rollback: curl -fsS http://127.0.0.1:3001/version\ncurl -fsS http://127.0.0.1:3002/version',
      ]),
    )
    expect(runbook.unfit).toEqual([])
    expect(unseal(page)).toMatchObject({
      whole: true,
      facts: { target: 'processes', releases: { next: '2' } },
    })
  })

  it('says of the rollback how long it took', async () => {
    const { page } = await made([{}])
    expect(page).toMatch(/the rollback from 2 to 1 took [\d.]+ s in all in run-1/)
  })
})

describe('no page is made', () => {
  it('of nothing, and the drill that would change it is named', async () => {
    await expect(made([])).rejects.toMatchObject(refused('No stored run has a rollback in it'))
    await expect(made([{ interrupted: true }])).rejects.toMatchObject({
      ...refused('No stored run that was decided rolled back'),
      hint: expect.stringContaining('`firedrill run rehearsal --target processes`'),
    })
  })

  it('where the newest rehearsal did not pass, whatever passed before', async () => {
    const old = { name: 'old', agoMs: 2 * DAY_MS }
    await expect(made([old, { name: 'new', fails: true }])).rejects.toMatchObject(
      refused(/The newest rehearsal of the rollback, new, did not pass: .+/),
    )
  })

  it('where the rehearsal is too old', async () => {
    await expect(made([{ agoMs: 31 * DAY_MS }])).rejects.toMatchObject(refused('run-1 is 31 d old'))
    await expect(made([{ agoMs: 31 * DAY_MS }], { maxAgeMs: 32 * DAY_MS })).resolves.toBeDefined()
  })

  it('where the configuration would not run what was rehearsed', async () => {
    const events: StoredRehearsal['events'] = (all) =>
      all.map((event) =>
        event.type === 'command' && event.what === 'roll back to 1'
          ? { ...event, command: { ...event.command, argv: ['./back', '1'] } }
          : event,
      )
    await expect(made([{ events }])).rejects.toMatchObject(
      refused('ran `./back 1` \\(Roll back to 1\\), and the configuration would not run that today'),
    )
  })

  it('where the rollback went to another version than the configuration brings back', async () => {
    const events: StoredRehearsal['events'] = (all) =>
      all.map((event) =>
        event.type === 'rollback-decided' ? { ...event, to: { ...event.to, version: '0' } } : event,
      )
    await expect(made([{ events }])).rejects.toMatchObject(refused('The rollback was not rehearsed'))
  })
})
