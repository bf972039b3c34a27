import { expect, test } from 'vitest'
import type { Story } from '../../src/measure/ledger/ledger.ts'
import { ledgerSeen } from '../../src/verdict/ledger-facts.ts'
import { ledgerWith } from './build-ledger.ts'
import { measured } from './build-measurements.ts'

const attempt = {
  startMs: 31_204.4,
  durationMs: 12,
  told: 'acknowledged',
  status: 201,
  instance: 'web-1',
  release: '1.0.0',
}
const story = (more: Partial<Story> = {}): Story => ({
  key: 'k',
  problem: 'lost',
  attempts: [attempt],
  stored: 0,
  jobs: 0,
  near: null,
  ...more,
})

const told = (...stories: Story[]) =>
  ledgerSeen(measured({ ledger: ledgerWith(...stories) }))?.keys.map(({ story: words }) => words)

test('the story of a key: sent when, answered what by whom, what is stored, what was near', () => {
  expect(told(story({ near: { what: 'kill of web-1', afterMs: 40 } }))).toEqual([
    'sent at 31.204 s, acknowledged with 201 by web-1 (1.0.0) after 12 ms; not stored; kill of web-1 was 40 ms later',
  ])
  const left = { ...attempt, durationMs: 2000, told: 'unknown', status: 0, instance: '' }
  const again = { ...attempt, startMs: 40_000, told: 'unknown', status: 502, instance: '' }
  const open = { ...attempt, startMs: 50_000, durationMs: null }
  expect(told(story({ problem: 'duplicated', stored: 2, attempts: [left, again, open] }))).toEqual([
    'sent at 31.204 s, without an answer after 2 s, then sent at 40.000 s, left open with 502 after 12 ms, then sent at 50.000 s, under way when the load ended; stored 2 times',
  ])
})

test('each problem in words', () => {
  const words = (problem: Story['problem'], more: Partial<Story> = {}) =>
    told(story({ problem, ...more }))?.[0]?.split('; ')[1]
  expect(words('refused-stored')).toBe('stored all the same')
  expect(words('job-lost', { stored: 1 })).toBe('its job was not done')
  expect(words('job-lost', { stored: 2, jobs: 1 })).toBe('a job of it was not done')
  expect(words('job-duplicated', { stored: 1, jobs: 2 })).toBe('its job was done 2 times')
})

test('null where it is not known', () => {
  expect(ledgerSeen(measured())).toBeNull()
})
