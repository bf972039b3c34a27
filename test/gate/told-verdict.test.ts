import { expect, it } from 'vitest'
import { toldVerdict } from '../../src/gate/told-verdict.ts'

it('tells what it says, in whatever format, and nothing of what is not understood', () => {
  const whole = {
    format: 'firedrill-verdict/9',
    verdict: 'fail',
    drill: 'kill-node',
    target: { name: 'compose', kind: 'compose', more: 1 },
    environment: null,
    startedAt: '2026-01-02T03:04:05.000Z',
  }
  expect(toldVerdict(JSON.stringify(whole))).toEqual({
    verdict: 'fail',
    drill: 'kill-node',
    target: { name: 'compose', kind: 'compose' },
    environment: null,
    beganMs: Date.UTC(2026, 0, 2, 3, 4, 5),
  })
  expect(toldVerdict('{"verdict": "well", "drill": 7, "startedAt": "now"}')).toEqual({
    verdict: null,
    drill: null,
    target: null,
    environment: undefined,
    beganMs: null,
  })
})

it('is none where there is no JSON object', () => {
  for (const text of [null, '', '{"verdict": "fa', '7', 'null', '[]']) expect(toldVerdict(text)).toBeNull()
})
