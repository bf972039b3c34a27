import { expect, test } from 'vitest'
import { ledgerSeen } from '../../src/verdict/ledger-facts.ts'
import { ledgerSchema } from '../../src/verdict/ledger-schema.ts'
import { ledgerWith } from './build-ledger.ts'
import { measured } from './build-measurements.ts'

test('what is told fits the schema, and nothing beside it does', () => {
  const told = ledgerSeen(measured({ ledger: ledgerWith() }))
  expect(ledgerSchema.parse(told)).toEqual(told)
  const reading = { readings: 2, afterLoadMs: 700.4, agreed: true }
  const said = ledgerSeen(
    measured({ ledger: { ...ledgerWith(), before: { keys: 3, error: null }, reading } }),
  )
  expect(ledgerSchema.parse(said)?.reading).toEqual({ ...reading, afterLoadMs: 700 })
  expect(said?.before).toEqual({ keys: 3, error: null })
  expect(ledgerSchema.parse(null)).toBeNull()
  expect(ledgerSchema.safeParse({ ...told, more: 1 }).success).toBe(false)
  expect(ledgerSchema.safeParse({ ...told, foreign: -1 }).success).toBe(false)
})
