import { describe, expect, test } from 'vitest'
import type { BootTrial } from '../../../src/drill/model.ts'
import { boot } from '../../../src/run/steps/boot.ts'
import type { TrialSeen } from '../../../src/target/target.ts'
import { onStage, PLACE, type RigOptions } from '../on-stage.ts'

const NAMES: BootTrial = { set: {}, without: ['DATABASE_URL'], expect: { kind: 'names' }, withinMs: 5000 }
const SHOWS: BootTrial = {
  set: { LOG_LEVEL: 'debug' },
  without: [],
  expect: { kind: 'shows', values: { 'config.LOG_LEVEL': 'debug' } },
  withinMs: 5000,
}

/** What was found of the trials, in short, where each is seen so if that is said. */
async function found(
  trial: BootTrial,
  more: RigOptions & { seen?: Partial<TrialSeen>; release?: string } = {},
) {
  const rig = await onStage(more)
  const { trial: real } = rig.target
  if (!real) throw new Error('the fake has no trial')
  const seenAs: typeof real = {
    ...real,
    boot: async (...args) => ({ ...(await real.boot(...args)), ...more.seen }),
  }
  const stage = { ...rig.stage, target: { ...rig.target, trial: seenAs } }
  const release = { ref: 'version', version: more.release ?? '1.0.0' } as const
  expect(await boot({ kind: 'boot', release, trial, place: PLACE }, { ...rig.context, stage })).toBe('done')
  return rig.said('finding')
}

describe('a release that must stay unready', () => {
  const UNREADY: BootTrial = { set: {}, without: [], expect: { kind: 'unready' }, withinMs: 3000 }

  test.each([
    ['neither', true, 'neither ready nor ended after 3 s'],
    ['ready', false, 'ready after 3 s'],
    ['ended', false, 'ended with exit code 1 after 3 s'],
  ] as const)('%s', async (outcome, holds, evidence) => {
    const seen = { outcome, exitCode: outcome === 'ended' ? 1 : null, tookMs: 3000, lastLines: [] }
    expect(await found(UNREADY, { seen })).toMatchObject([
      { what: '1.0.0 lives and does not get ready', holds, evidence: [evidence] },
      expect.anything(),
    ])
  })
})

describe('a release that must refuse to boot', () => {
  test('does, and names the variable that is missing', async () => {
    const [finding] = await found(NAMES)
    expect(finding).toMatchObject({
      window: 'lost',
      what: 'without DATABASE_URL 1.0.0 does not boot and names DATABASE_URL',
      holds: true,
    })
    expect(finding?.evidence).toEqual([
      'ended with exit code 78 after 1 ms',
      'named: DATABASE_URL',
      'DATABASE_URL is missing',
    ])
  })

  test('each required variable in turn, one finding each', async () => {
    const findings = await found({ ...NAMES, without: 'each-required' })
    expect(findings.map(({ what }) => what.split(' ')[1])).toEqual(['DATABASE_URL', 'PORT', 'artifact'])
    expect(findings.every(({ holds }) => holds)).toBe(true)
  })

  test('where none is said to be required, nothing was seen', async () => {
    const findings = await found({ ...NAMES, without: 'each-required' }, { target: { required: [] } })
    expect(findings[0]).toMatchObject({ holds: null })
  })

  test('with a value that is wrong', async () => {
    const bad: BootTrial = { ...NAMES, set: { DB_POOL: 'many' }, without: [] }
    const seen: Partial<TrialSeen> = { outcome: 'ended', exitCode: 78, lastLines: ['DB_POOL: not a number'] }
    expect((await found(bad, { seen }))[0]).toMatchObject({
      what: 'with a bad DB_POOL 1.0.0 does not boot and names DB_POOL',
      holds: true,
    })
  })

  test.each<[string, Partial<TrialSeen>]>([
    ['boots all the same', { outcome: 'ready', exitCode: null }],
    ['neither boots nor ends', { outcome: 'neither', exitCode: null }],
    ['ends with exit code 0', { exitCode: 0 }],
    ['is ended by a signal', { exitCode: null, signal: 'SIGSEGV' }],
    ['ends too late', { tookMs: 5900 }],
    ['had to be ended, however it ended then', { outcome: 'neither', exitCode: 143 }],
    ['names nothing', { lastLines: ['it cannot go on'] }],
    ['names only another that holds its name', { lastLines: ['OLD_DATABASE_URL is missing'] }],
  ])('one that %s does not hold', async (_what, seen) => {
    expect((await found(NAMES, { seen }))[0]).toMatchObject({ holds: false })
  })
})

describe('a release that must boot and show other values', () => {
  test('does', async () => {
    expect((await found(SHOWS))[0]).toMatchObject({
      what: '1.0.0 boots and shows config.LOG_LEVEL = debug',
      holds: true,
    })
  })

  test.each<[string, Partial<TrialSeen>, string]>([
    ['shows another value', { said: { config: { LOG_LEVEL: 'info' } } }, 'it shows config.LOG_LEVEL = info'],
    ['shows nothing', { said: null }, 'it shows config.LOG_LEVEL = (nothing)'],
    ['does not boot', { outcome: 'ended', exitCode: 1, lastLines: ['no'] }, 'ended with exit code 1'],
  ])('one that %s does not hold', async (_what, seen, evidence) => {
    const [finding] = await found(SHOWS, { seen })
    expect(finding).toMatchObject({ holds: false })
    expect(finding?.evidence.join('; ')).toContain(evidence)
  })
})

describe('the artifact', () => {
  test('is the same before and after', async () => {
    expect((await found(SHOWS)).at(-1)).toMatchObject({
      what: 'the artifact of 1.0.0 is the same before and after',
      holds: true,
    })
  })

  test('that was another one from the begin does not hold', async () => {
    let looks = 0
    const other = { code: 'digest-mismatch' as const, reason: 'it is another', hint: 'Build it again.' }
    const findings = () => (looks++ === 0 ? [other] : [])
    expect((await found(SHOWS, { target: { findings } })).at(-1)).toMatchObject({ holds: false })
  })

  test('that was changed meanwhile does not hold', async () => {
    let looks = 0
    const findings = () => {
      looks += 1
      return looks < 2
        ? []
        : [{ code: 'digest-mismatch' as const, reason: 'it is another', hint: 'Build it again.' }]
    }
    expect((await found(SHOWS, { target: { findings } })).at(-1)).toMatchObject({ holds: false })
  })
})

test('a target that has no trial is refused', async () => {
  const { context } = await onStage({ target: { without: ['trial'] } })
  const step = { kind: 'boot', release: { ref: 'current' }, trial: SHOWS, place: PLACE } as const
  await expect(boot(step, context)).rejects.toMatchObject({ code: 'capability-missing' })
})
