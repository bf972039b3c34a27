import { expect, it } from 'vitest'
import { nowWords, type OpenSteps, openStepsAfter } from '../../src/cli/open-steps.ts'
import type { EventBody } from '../../src/journal/events.ts'

const after = (...bodies: EventBody[]): string =>
  nowWords(
    bodies.reduce<OpenSteps>((open, body) => openStepsAfter({ seq: 0, atMs: 0, ...body }, open), new Map()),
  )
const started = (path: string, what: string): EventBody => ({ type: 'step-started', path, what })
const ended = (path: string): EventBody => ({ type: 'step-ended', path, outcome: 'done', detail: '' })

it('what is done now is the innermost step', () => {
  expect(after()).toBe('')
  expect(after(started('steps[0]', 'phase lost'))).toBe('phase lost')
  expect(after(started('steps[0]', 'phase lost'), started('steps[0].steps[0]', 'kill web-1'))).toBe(
    'kill web-1',
  )
  expect(
    after(
      started('steps[0]', 'phase lost'),
      started('steps[0].steps[0]', 'kill web-1'),
      ended('steps[0].steps[0]'),
      started('steps[0].steps[1]', 'hold 20 s'),
      { type: 'progress', text: 'nothing of steps' },
    ),
  ).toBe('hold 20 s')
})

it('what is done at once is told side by side, and alike once', () => {
  const lanes = [
    started('steps[1]', 'together'),
    started('steps[1].lanes[0][0]', 'deploy'),
    started('steps[1].lanes[1][0]', 'until errors'),
  ]
  expect(after(...lanes)).toBe('deploy; until errors')
  expect(
    after(started('steps[1]', 'each'), started('steps[10]', 'hold 1 s'), started('steps[11]', 'hold 1 s')),
  ).toBe('each; hold 1 s')
})
