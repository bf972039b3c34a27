import { expect, test } from 'vitest'
import { anyPending, destructivePending } from '../../src/rollout/pending.ts'
import { releaseOf } from '../../src/target/fake/app.ts'

const RELEASE = releaseOf('1.2.0')
const EXPAND = { name: '0004_note', destructive: false }
const DROP = { name: '0005_drop', destructive: true }
const UNTOLD = { name: '0006_what', destructive: null }

test('nothing pending hinders nothing', () => {
  expect(anyPending(RELEASE, [])).toBeNull()
  expect(destructivePending(RELEASE, [])).toBeNull()
})

test('pending ones are named, with what to do', () => {
  expect(anyPending(RELEASE, [EXPAND, UNTOLD])).toEqual({
    code: 'migration-pending',
    reason: '1.2.0 needs 0004_note, 0006_what, which the database lacks.',
    hint: 'Migrate first: migrate(release) before deploy(release).',
  })
})

test('only what is told to be destructive is', () => {
  expect(destructivePending(RELEASE, [EXPAND, UNTOLD])).toBeNull()
  expect(destructivePending(RELEASE, [EXPAND, DROP, UNTOLD])).toMatchObject({
    code: 'migration-destructive',
    reason: expect.stringContaining('1.2.0 brings 0005_drop,'),
  })
})
