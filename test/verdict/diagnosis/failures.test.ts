import { expect, test } from 'vitest'
import { measure } from '../../../src/measure/measure.ts'
import { absencesOf } from '../../../src/verdict/diagnosis/absences.ts'
import { noDrain } from '../../../src/verdict/diagnosis/causes/no-drain.ts'
import { failuresOf } from '../../../src/verdict/diagnosis/failures.ts'
import { linesWhere } from '../../../src/verdict/diagnosis/traffic-lines.ts'
import { down, state, watched } from '../../measure/build-instances.ts'
import { buildRecord } from '../../measure/build-record.ts'
import { answered, changed, found, sceneTold, type Told } from './build-diagnosis.ts'

const failing = (startMs: number): boolean => startMs >= 12_000 && startMs < 12_020
const traffic = Array.from({ length: 4 }, (_, k) => ({
  startMs: 12_000 + k * 5,
  durationMs: 5,
  status: 502,
  instance: 'web-9',
  method: k < 2 ? 'GET' : 'POST',
}))
const told: Told = { request: (startMs) => (failing(startMs) ? answered(502) : {}) }

test("the edge's log says which instance a request went to, before the load does", () => {
  const { failures, basis } = sceneTold({ ...told, traffic })
  expect(basis).toBe('edge log')
  expect(failures.map(({ instance }) => instance)).toEqual(['web-9', 'web-9', 'web-9', 'web-9'])
})

test('a log of other requests says nothing of these', () => {
  const other = traffic.map((row) => ({ ...row, startMs: row.startMs - 5000 }))
  expect(sceneTold({ ...told, traffic: other }).basis).toBe('load')
  const { basis, failures } = sceneTold({ ...told, traffic: other, instancesKnown: false })
  expect(basis).toBe('unknown')
  expect(failures.every(({ instance }) => instance === null)).toBe(true)
})

test('what failed before the first phase, or after the last, is not looked at', () => {
  const { failures } = sceneTold({
    request: (startMs) => (startMs < 6000 || startMs > 29_000 ? answered(500) : {}),
    warmUpMs: 6000,
  })
  expect(failures.every(({ startMs }) => startMs > 29_000)).toBe(true)
})

test('what was refused after the last phase is none of its failures, wherever its iteration began', () => {
  const { failed } = sceneTold({
    request: (startMs) =>
      startMs >= 29_900 ? { ...answered(0, 500), error: 1212 } : startMs === 20_000 ? answered(502) : {},
  })
  expect(failed).toBe(1)
})

test('a failure is put at the deed that it was under way at', () => {
  const { failures } = sceneTold({
    ...told,
    request: (startMs) => (failing(startMs) ? answered(502, 100) : {}),
    events: changed('stop web-1', 12_050, 12_060),
  })
  expect(new Set(failures.map(({ atMs }) => atMs))).toEqual(new Set([12_050]))
})

test('what had hung by the deed was not broken by it', () => {
  const { failures } = sceneTold({
    request: (startMs) => (startMs >= 10_100 && startMs < 10_200 ? answered(0, 2000) : {}),
    events: changed('stop web-1', 11_400, 11_500),
  })
  expect(failures).toHaveLength(20)
  expect(failures.every(({ atMs, startMs }) => atMs === startMs)).toBe(true)
})

test('what never had a connection was in flight on nobody: it counts as late as it may have begun', () => {
  const told: Told = {
    // Refused once the app had ended; its iteration had begun before the stop.
    request: (startMs) =>
      startMs >= 11_950 && startMs < 12_000 ? { ...answered(0, 300), certain: false } : {},
    events: changed('stop web-1', 12_000, 12_200),
  }
  const { failures } = sceneTold(told)
  expect(failures).toHaveLength(10)
  expect(failures.every(({ startMs, atMs, endMs }) => startMs === endMs && atMs === endMs)).toBe(true)
  expect(found(noDrain, told)?.evidence.join('; ')).not.toContain('in flight')
})

test('an instance is away from its fault or stop until it is ready again', () => {
  const { deeds, watch } = sceneTold({
    faults: [{ window: 'lost', instantMs: 11_000 }],
    events: [
      state('web-1', 4000),
      down('web-1', 11_100),
      state('web-1', 16_000),
      state('web-2', 4000),
      ...changed('start web-1', 15_000, 15_900),
      ...changed('stop web-2', 18_000, 18_400),
      ...watched(4000, 31_000),
    ],
  })
  expect(absencesOf(deeds, watch, new Set(['web-1', 'web-2']))).toEqual([
    { name: 'web-1', by: 'kill', fromMs: 11_000, goneMs: 11_000, startedMs: 15_000, backMs: 16_000 },
    {
      name: 'web-2',
      by: 'stop',
      fromMs: 18_000,
      goneMs: 18_400,
      startedMs: Number.POSITIVE_INFINITY,
      backMs: Number.POSITIVE_INFINITY,
    },
  ])
  expect(absencesOf(deeds, watch, new Set(['db']))).toEqual([])
})

test('only some lines of a log, as a log of their own', () => {
  const whole = buildRecord({
    phases: [],
    traffic: traffic.map((row, k) => ({ ...row, instance: `web-${k}` })),
  }).traffic!
  const some = linesWhere(whole, (line) => line % 2 === 1)
  expect(some.length).toBe(2)
  expect([...some.startMs]).toEqual([12_005, 12_015])
  expect([...some.instance.codes].map((code) => some.instance.values[code])).toEqual(['web-1', 'web-3'])
})

test('a request without an answer is not taken for one that ended well just then', () => {
  const ended = traffic.map((row) => ({ ...row, status: 200 }))
  const request: Told['request'] = (startMs) => (failing(startMs) ? answered(0) : {})
  expect(sceneTold({ request, traffic: ended, instancesKnown: false }).basis).toBe('unknown')
  expect(sceneTold({ request, traffic, instancesKnown: false }).basis).toBe('edge log')
})

test('of very many, the first are looked at, and all are counted', () => {
  const requests = Array.from({ length: 200_005 }, (_, k) => ({
    startMs: 5000 + k / 10,
    durationMs: 1,
    ok: false,
    status: 502,
    instance: 'web-1',
  }))
  const record = buildRecord({ phases: [{ name: 'lost', durationMs: 25_000 }], requests })
  const { failures, failed } = failuresOf(record, measure(record), [])
  expect([failures.length, failed]).toEqual([200_000, 200_005])
  expect(sceneTold(told).failed).toBe(4)
})
