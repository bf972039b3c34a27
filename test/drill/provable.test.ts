import { expect, test } from 'vitest'
import {
  bootTime,
  deaths,
  errors,
  failures,
  failureTime,
  interruption,
  metric,
  p95,
  ratio,
  readyInstances,
  recovery,
  uptime,
  value,
} from '../../src/drill/indicators.ts'
import { proofOf } from '../../src/drill/provable.ts'

test('what stands for all requests like them is proven by enough of them', () => {
  for (const { objective } of [
    p95().below('150ms'),
    uptime().atLeast('99.9%'),
    errors().below('1%'),
    ratio({ check: 'ok' }).atLeast('99%'),
  ])
    expect(proofOf(objective)).toEqual({ by: 'requests' })
})

test('what is claimed of this window alone was watched as a whole', () => {
  for (const { objective } of [
    uptime({ by: 'time' }).atLeast('99%'),
    interruption().below('1s'),
    recovery().atMost('30s'),
    failures().atMost(0),
    bootTime().below('5s'),
    deaths().atMost(0),
  ])
    expect(proofOf(objective)).toEqual({ by: 'watching' })
})

test('what nothing proves says why', () => {
  const why = ({ objective }: { objective: Parameters<typeof proofOf>[0] }) => {
    const proof = proofOf(objective)
    return proof.by === 'nothing' ? proof.why : null
  }
  expect(why(uptime().atLeast('100%'))).toContain('failures().atMost(0)')
  expect(why(errors().atMost('0%'))).toContain('failures().atMost(0)')
  expect(why(failureTime(95).below('1s'))).toMatch(/nothing but one that fails/)
  expect(why(readyInstances().atLeast(1))).toMatch(/five times a second/)
  expect(why(metric('m', 'avg').below(3))).toMatch(/No confidence bound/)
  expect(why(value('queue').atMost(3))).toMatch(/No confidence bound/)
})
