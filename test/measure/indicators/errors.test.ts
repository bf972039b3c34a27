import { expect, it } from 'vitest'
import { objective, steadyRequests } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const errors = objective({ kind: 'errors' }, { op: 'below', value: 0.01 })
const phases = [{ name: 'lost', durationMs: 10_000 }]
const requests = steadyRequests({ fromMs: 5000, toMs: 15_000 })

it('are failed ÷ offered requests', () => {
  const failing = requests.map((one, i) => (i % 100 === 0 ? { ...one, ok: false } : one))
  expect(indicationOf(errors, 'lost', { phases, requests: failing })).toMatchObject({
    observed: 0.01,
    samples: 2000,
    bad: 20,
    note: '',
  })
})

it('have drops among the offered ones, and say so', () => {
  const hung = Array.from({ length: 20 }, () => ({ startMs: 5000, durationMs: 2000 }))
  const seen = indicationOf(errors, 'lost', { phases, requests: hung, maxVus: 20, droppedMs: [5500, 5600] })
  expect([seen.bad, seen.samples]).toEqual([2, 22])
  expect(seen.note).toBe('2 of the failures were never sent: every VU was waiting for the app')
})

it('with an unknown start count, and are said', () => {
  const uncertain = { startMs: 9000, durationMs: 0, ok: false, certain: false }
  const seen = indicationOf(errors, 'lost', { phases, requests: [...requests, uncertain] })
  expect(seen.bad).toBe(1)
  expect(seen.note).toMatch(/^1 with an unknown start/)
})

it('have no value where nothing was offered', () => {
  expect(indicationOf(errors, 'lost', { phases })).toMatchObject({
    observed: null,
    samples: 0,
    confidence: null,
  })
})
