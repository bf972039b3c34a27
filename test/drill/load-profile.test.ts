import { expect, test } from 'vitest'
import { load } from '../../src/drill/load-profile.ts'
import { refusal } from './refusal.ts'

test('the three ways to drive a load', () => {
  expect(load('shop', { rate: '30/m' })).toEqual({
    name: 'shop',
    profile: { kind: 'constant-arrival-rate', ratePerSecond: 0.5 },
  })
  expect(load('shop', { ramp: { from: '10/s', stages: [{ to: '200/s', over: '30s' }] } }).profile).toEqual({
    kind: 'ramping-arrival-rate',
    startPerSecond: 10,
    stages: [{ toPerSecond: 200, durationMs: 30_000 }],
  })
  expect(load('shop', { ramp: { stages: [{ to: '5/s', over: '1s' }] } }).profile).toMatchObject({
    startPerSecond: 0,
  })
  expect(load('shop', { script: true }).profile).toEqual({ kind: 'script' })
})

test('a load that does not say how fast is refused', () => {
  for (const how of [{}, { ramp: { stages: [] } }, undefined]) {
    const { code, message, hint } = refusal(() => load('shop', how as unknown as { script: true }))
    expect(code).toBe('drill-invalid')
    expect(message).toMatch(/load-profile\.test\.ts:\d+: load\(\) does not say how fast/)
    expect(hint).toContain("{ rate: '200/s' }")
  }
})

test('an unreadable rate is refused with its place', () => {
  const { code, message } = refusal(() => load('shop', { rate: 'fast' as '1/s' }))
  expect(code).toBe('value-invalid')
  expect(message).toMatch(/load-profile\.test\.ts:\d+: "fast" is not a rate/)
})
