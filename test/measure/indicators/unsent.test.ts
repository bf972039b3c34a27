import { expect, it } from 'vitest'
import { unsentIn, unsentMsIn } from '../../../src/measure/indicators/unsent.ts'
import { steadyRequests } from '../build-record.ts'
import { contextOf } from '../find.ts'

const phases = [{ name: 'lost', durationMs: 10_000 }]
const bounds = { startMs: 5000, endMs: 15_000 }

it('is what the generator dropped or never made by its own fault', () => {
  const requests = steadyRequests({ fromMs: 0, toMs: 17_000 })
  const skipped = requests.filter(({ startMs }) => startMs < 8000 || startMs >= 8500)
  expect(unsentIn(contextOf({ phases, requests }), bounds)).toEqual({ bad: 0, total: 0 })
  expect(unsentIn(contextOf({ phases, requests: skipped }), bounds)).toEqual({ bad: 100, total: 100 })
  // Dropped on the moment when it was due: it is no arrival too many.
  const dropped = requests.filter(({ startMs }) => startMs !== 9000)
  expect(unsentIn(contextOf({ phases, requests: dropped, droppedMs: [9000] }), bounds)).toEqual({
    bad: 1,
    total: 1,
  })
})

it('has nothing of what the app dropped', () => {
  const hung = Array.from({ length: 20 }, () => ({ startMs: 6000, durationMs: 500 }))
  const context = contextOf({
    phases,
    requests: hung,
    maxVus: 20,
    droppedMs: [6100],
    profile: { kind: 'script' },
  })
  expect(unsentIn(context, bounds)).toEqual({ bad: 0, total: 0 })
})

it('is as well what could not be read: a row of the load may have been a request of any window', () => {
  const requests = steadyRequests({ fromMs: 0, toMs: 17_000 })
  const context = contextOf({ phases, requests, loadEnd: { malformedRows: 3 } })
  expect(unsentIn(context, bounds)).toEqual({ bad: 3, total: 3 })
  expect(unsentMsIn(context, bounds)).toEqual([5000, 5000, 5000])
})
