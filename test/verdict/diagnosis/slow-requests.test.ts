import { expect, test } from 'vitest'
import { slowOnes } from '../../../src/verdict/diagnosis/reading.ts'
import { slowOf } from '../../../src/verdict/diagnosis/slow-requests.ts'
import { p95Below150, uptimeThreeNines } from '../../measure/build-record.ts'
import { inputOf, sceneTold, type Told } from './build-diagnosis.ts'

const slow = (told: Told) => {
  const { record, measurements, breaches } = inputOf(told)
  return slowOf(record, measurements, breaches)
}
const late = (startMs: number) => (startMs >= 12_000 && startMs < 15_000 ? { durationMs: 200 } : {})

test('the edge says who was slow, by a line that was slow as well', () => {
  const row = { startMs: 12_001, durationMs: 198, instance: 'web-9', method: 'GET' }
  const fast = { startMs: 12_190, durationMs: 10, instance: 'web-8', method: 'GET' }
  const { requests } = slow({
    request: late,
    instancesKnown: false,
    traffic: [fast, row],
    expect: [p95Below150],
  })
  expect(requests[0]?.instance).toBe('web-9')
  expect(requests.some(({ instance }) => instance === 'web-8')).toBe(false)
})

test('none where no latency objective broke', () => {
  expect(slow({ request: late, expect: [uptimeThreeNines] })).toEqual({
    limitMs: Number.POSITIVE_INFINITY,
    every: 1,
    requests: [],
  })
})

test('of very many only some are taken, and each stands for as many', () => {
  const scene = sceneTold({ request: () => ({ durationMs: 200 }), expect: [p95Below150] })
  expect(scene.slow.every).toBe(2)
  expect(scene.slow.requests).toHaveLength(2500)
  expect(slowOnes(scene, 2500)).toBe('about 5,000 requests')
  expect(slowOnes(sceneTold({ request: late }), 3)).toBe('3 requests')
})
