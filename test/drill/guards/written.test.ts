import { expect, test } from 'vitest'
import { writtenGuard } from '../../../src/drill/guards/written.ts'

/** `path: message` of each. */
function problems(guard: unknown): string[] {
  const { error } = writtenGuard.safeParse(guard)
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)
}

test.each([
  [{ uptime: { below: '95%' }, over: '5m', for: '0s', least: 1, scenario: 'shop' }],
  [{ errors: { above: '0%' } }],
  [{ p50: { above: '1ms' } }],
  [{ readyInstances: { below: 1 }, for: '2s', unseen: 'stop' }],
  [{ name: 'an hour at most', maxDuration: '1h' }],
  [{ file: '/run/drills/stop', unseen: 'stop' }],
  [{ url: 'http://127.0.0.1:9/stop', every: '5s', timeout: '1s', for: '10s' }],
  // Of an environment that is not chosen.
  [{ url: '‹STOP_URL is not set›' }],
])('%j is a guard', (guard) => {
  expect(problems(guard)).toEqual([])
})

test.each<[unknown, string]>([
  [{ uptime: { below: '101%' } }, 'uptime.below: expected a percentage, such as "95%"'],
  [{ errors: { above: 0.05 } }, 'errors.above: expected a percentage, such as "95%"'],
  [{ p95: { above: '0ms' } }, 'p95.above: expected a duration above zero, such as "20ms" or "2s"'],
  [
    { p95: { above: '1s' }, over: '6m' },
    'over: expected a duration above zero and at most "5m", such as "10s"',
  ],
  [{ p95: { above: '1s' }, for: 'long' }, 'for: expected a duration, such as "150ms", "20s" or "2m"'],
  [{ maxDuration: '0s' }, 'maxDuration: expected a duration above zero, such as "20ms" or "2s"'],
  [{ url: 'ftp://example' }, 'url: expected an http or https URL'],
  [{ url: 'status.example' }, 'url: expected an http or https URL'],
  [{ maxDuration: '1h', for: '1s' }, 'for: means nothing with maxDuration, which takes nothing'],
  [
    { readyInstances: { below: 1 }, over: '1s' },
    'over: means nothing with readyInstances, which takes for, unseen',
  ],
  [
    { file: 'STOP', url: 'http://a' },
    'url: a guard is about one thing, and this is about file already; write two',
  ],
])('%j is none', (guard, problem) => {
  expect(problems(guard)).toContain(problem)
})

test('so few instances, so few requests: whole numbers from 1', () => {
  expect(problems({ readyInstances: { below: 0 } })).toHaveLength(1)
  expect(problems({ p95: { above: '1s' }, least: 0 })).toHaveLength(1)
  expect(problems({ p95: { above: '1s' }, unseen: 'go on' })).toHaveLength(1)
})
