import { expect, test } from 'vitest'
import { judge } from '../../src/verdict/judge.ts'
import { storyOf } from '../../src/verdict/story.ts'
import { measured, uptime } from './build-measurements.ts'
import { badDeploy, rolledBack } from './build-releases.ts'
import { ranToEnd } from './build-run.ts'

const story = (more = {}) => storyOf(measured(more))

test('a bad release, detected and rolled back', () => {
  expect(story({ deploys: [badDeploy()], rollbacks: [rolledBack()] })).toBe(
    '1.0.1-failing was detected after 2.1 s and rolled back in 6.4 s (decide 0.0, act 4.1, ready 0.2, settled 2.1)',
  )
})

test('a release that stayed, and was rolled back later', () => {
  const deployed = badDeploy({
    to: '1.1.0',
    outcome: 'deployed',
    code: null,
    trigger: null,
    detectionMs: null,
  })
  expect(story({ deploys: [deployed] })).toBe('1.1.0 was deployed in 3.65 s')
  expect(story({ deploys: [deployed], rollbacks: [rolledBack({ settledMs: null })] })).toBe(
    '1.1.0 was deployed in 3.65 s, then 1.1.0 was rolled back, which was not seen to settle',
  )
  const late = { ...deployed, trigger: { atMs: 14_100, restedOn: '' }, detectionMs: null }
  expect(story({ deploys: [late], rollbacks: [rolledBack()] })).toMatch(
    /^1.1.0 was detected and rolled back in/,
  )
})

test('a release that the gate refused, and one whose end was not seen', () => {
  const refused = badDeploy({ outcome: 'refused', code: 'never-ready', trigger: null })
  expect(story({ deploys: [refused] })).toBe('1.0.1-failing was refused (never-ready)')
  const untouched = { ...refused, to: '1.1.0', strategy: 'command', switched: [] }
  expect(story({ deploys: [untouched] })).toBe(
    '1.1.0 was refused (never-ready), and nothing had to be rolled back',
  )
  expect(story({ deploys: [untouched], rollbacks: [rolledBack()] })).toMatch(
    /^1.1.0 was refused \(never-ready\) and rolled back in 6.4 s/,
  )
  expect(story({ deploys: [{ ...untouched, code: 'digest-mismatch' }] })).toBe(
    '1.1.0 was refused (digest-mismatch)',
  )
  expect(story({ deploys: [{ ...refused, outcome: 'cancelled' }] })).toBe('1.0.1-failing was cancelled')
  expect(story({ deploys: [{ ...refused, outcome: null, to: '' }] })).toBe(
    'a release was not deployed to its end',
  )
})

test('what was stopped is told where nothing was shipped', () => {
  const stop = { window: 'w', name: 'web-1', exitCode: 0, signal: null, tookMs: 1400, killed: false }
  const stops = [
    stop,
    { ...stop, name: 'web-2', exitCode: null, signal: 'SIGABRT' },
    { ...stop, name: 'web-3', killed: true },
  ]
  expect(story({ stops })).toBe(
    'web-1 ended with exit code 0 after 1.4 s, then web-2 ended with SIGABRT after 1.4 s, then web-3 had to be killed after 1.4 s',
  )
  expect(story({ stops, deploys: [badDeploy()] })).not.toContain('web-1')
  expect(story({ stops: Array.from({ length: 7 }, () => stop) })).toMatch(/, then 3 more$/)
  expect(story()).toBe('')
})

test('it stands in the summary', () => {
  const more = { deploys: [badDeploy()], rollbacks: [rolledBack()], faults: [], recovery: [] }
  const record = ranToEnd({ phases: [], faults: [] })
  expect(judge(record, measured(more), { strict: false }).summary).toBe(
    'Passed: 1.0.1-failing was detected after 2.1 s and rolled back in 6.4 s (decide 0.0, act 4.1, ready 0.2, settled 2.1); all 6 clauses hold, each with 95 % confidence.',
  )
  const broken = { ...more, indicators: [uptime(255, 6212)] }
  expect(judge(record, measured(broken), { strict: false }).summary).toMatch(
    /^Failed: 4.2 % of 6,212 requests failed in lost; .* is required\. 1.0.1-failing was detected after 2.1 s and rolled back in 6.4 s \(.*\)\.$/,
  )
})
