import { expect, it } from 'vitest'
import { steadyOf } from '../../src/measure/steady.ts'
import { buildRecord } from './build-record.ts'

const phases = [{ name: 'baseline', durationMs: 1000 }]

it('says what was found before and after', () => {
  const { events } = buildRecord({ phases, steady: { before: false } })
  expect(steadyOf(events)).toEqual({
    before: { holds: false, findings: [] },
    after: { holds: true, findings: [] },
  })
})

it('is unknown where it was not checked', () => {
  const { events } = buildRecord({ phases, steady: { before: null, after: null } })
  expect(steadyOf(events)).toEqual({ before: null, after: null })
})
