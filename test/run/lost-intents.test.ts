import { expect, test } from 'vitest'
import { lostIntents } from '../../src/run/lost-intents.ts'

test('a journal without holes leaves nothing unknown', () => {
  expect(lostIntents({ missing: 0 })).toEqual([])
})

test('one with holes does', () => {
  expect(lostIntents({ missing: 1 })).toMatchObject([{ evidence: '1 event of the journal cannot be read' }])
  expect(lostIntents({ missing: 3 })).toMatchObject([
    { evidence: '3 events of the journal cannot be read', remedy: null },
  ])
})
