import { expect, test } from 'vitest'
import { searchSecrets } from '../../../src/run/steps/search-secrets.ts'
import { onStage, PLACE, RECORD } from '../on-stage.ts'

const STEP = { kind: 'search-secrets', place: PLACE } as const

test('none found: how many were searched, and in how many files', async () => {
  const { context, said } = await onStage()
  expect(await searchSecrets(STEP, context)).toBe('done')
  expect(said('finding')).toMatchObject([
    {
      what: 'no secret stands in artifacts, logs or record',
      holds: true,
      evidence: ['1 secrets were searched in 9 files'],
    },
  ])
})

test('one found: the file is named', async () => {
  const { context, said } = await onStage({ target: { leaks: ['logs/web-1.log: DATABASE_URL'] } })
  await searchSecrets(STEP, context)
  expect(said('finding')).toMatchObject([{ holds: false }])
  expect(said('finding')[0]?.evidence).toContain('found in logs/web-1.log: DATABASE_URL')
})

test('the record is searched, and what was journaled so far is in it', async () => {
  const rig = await onStage()
  const asked: string[] = []
  let lines = 0
  const searched = async (directories: readonly string[]) => {
    asked.push(...directories)
    lines = (await rig.host.files.read(`${RECORD}/journal.ndjson`)).trimEnd().split('\n').length
    return { looked: 0, secrets: 0, found: [] }
  }
  const { trial } = rig.target
  if (!trial) throw new Error('the fake has no trial')
  const target = { ...rig.target, trial: { ...trial, searchSecrets: searched } }
  const before = rig.journal.events.length
  await searchSecrets(STEP, { ...rig.context, stage: { ...rig.stage, target } })
  expect(asked).toEqual([RECORD, `${RECORD}/logs`])
  expect(lines).toBe(before)
  // No secret and no file: nothing was shown.
  expect(rig.said('finding')).toMatchObject([
    { holds: null, evidence: ['the configuration names no secret'] },
  ])
})
