import { describe, expect, it } from 'vitest'
import { openPlace } from '../../../src/cli/runbook/place.ts'
import { heldOf, todayOf, withoutSecrets } from '../../../src/cli/runbook/today.ts'
import { type Facts, RUNBOOK_FORMAT } from '../../../src/runbook/seal.ts'
import { inProject } from '../small-project.ts'
import { configText, rehearsedProject, TARGET } from './rehearsed.ts'

const PLACE = { target: 'processes', environment: null }
const facts = (drill: string, set: string[] = []): Facts => ({
  format: RUNBOOK_FORMAT,
  ...PLACE,
  releases: null,
  tell: [],
  build: null,
  rehearsals: [
    { run: 'run-1', drill, set, startedAt: '', parts: [], planned: [], commands: [], triggers: [] },
  ],
})

describe('what the configuration says today', () => {
  it('is the target’s versions, its schema, whom to tell, and what would rehearse what', async () => {
    const directory = rehearsedProject()
    const today = await inProject(directory, async () => todayOf(await openPlace(PLACE), []))
    expect(today).toMatchObject({
      root: directory,
      ...PLACE,
      releases: { current: '1', next: '2' },
      hasMigrations: true,
      tell: ['#releases on the chat'],
      build: null,
    })
    expect(today.rehearsers.rollback).toHaveLength(1)
  })

  it('shows no secret, where somebody wrote one into it', async () => {
    const more = "runbook: { tell: ['call hunter2-hunter2'], build: ['make', 'KEY=hunter2-hunter2', 'a b'] }"
    const target = TARGET.replace('ports:', "secrets: ['hunter2-hunter2'], ports:")
    const directory = rehearsedProject({ 'firedrill.config.ts': configText(target, more) })
    const { tell, build } = await inProject(directory, async () => todayOf(await openPlace(PLACE), []))
    expect(tell).toEqual(['call ‹redacted›'])
    expect(build).toBe("make 'KEY=‹redacted›' 'a b'")
    expect(withoutSecrets('a secret-one b', ['secret-one'])).toBe('a ‹redacted› b')
  })
})

describe('what a page is held against', () => {
  const drillOf = (drill: string, set?: string[]) =>
    inProject(rehearsedProject(), async () =>
      heldOf(await openPlace(PLACE), facts(drill, set), []).drills.get('run-1'),
    )

  it('is the plan of its drill as it is now', async () => {
    expect(await drillOf('rehearsal', ['rate=50/s'])).toEqual({
      planned: expect.arrayContaining(['./ship "$PWD"/releases/1', './ship "$PWD"/releases/2']),
      triggers: ['errors above 1 % over 3 s'],
    })
  })

  it('is that there is none, where it is gone or takes other parameters', async () => {
    expect(await drillOf('gone')).toEqual({ gone: expect.stringContaining('No drill is called "gone"') })
    expect(await drillOf('rehearsal', ['speed=1'])).toEqual({ gone: expect.stringContaining('rehearsal') })
  })
})
