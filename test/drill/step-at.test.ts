import { expect, test } from 'vitest'
import { pause } from '../../src/drill/faults.ts'
import type { Step } from '../../src/drill/model.ts'
import { instance, instances } from '../../src/drill/refs.ts'
import { next } from '../../src/drill/releases.ts'
import { deploy, expectRefused } from '../../src/drill/shipping.ts'
import { stepAt } from '../../src/drill/step-at.ts'
import { during, each, hold, phase, together } from '../../src/drill/steps.ts'

const steps = [
  phase('baseline', [hold('1s')]),
  each(instances(), () => [
    phase('lost', [
      together([hold('2s')], [hold('3s'), each(instances(), () => [hold('4s')])]),
      during(pause(instance()), [hold('5s')]),
    ]),
  ]),
  phase('shipped', [expectRefused(deploy(next()), { because: 'start-failed' })]),
]

function at(path: string): string | number | null {
  const step: Step | null = stepAt(steps, path)
  return step?.kind === 'hold' ? step.durationMs : (step?.kind ?? null)
}

test.each([
  ['steps[0]', 'phase'],
  ['steps[0].steps[0]', 1000],
  ['steps[1]', 'each'],
  ['steps[1][web-1].steps[0].steps[0].lanes[0][0]', 2000],
  ['steps[1][web-2].steps[0].steps[0].lanes[1][0]', 3000],
  ['steps[1][web-2].steps[0].steps[0].lanes[1][1][7].steps[0]', 4000],
  ['steps[1][web-1].steps[0].steps[1].steps[0]', 5000],
  ['steps[2].steps[0].step[0]', 'deploy'],
])('%s is found', (path, found) => {
  expect(at(path)).toBe(found)
})

test.each([
  '',
  'steps',
  'elsewhere[0]',
  'steps[9]',
  'steps[0].steps[1]',
  'steps[0].steps[0].steps[0]',
  'steps[0].lanes[0][0]',
  'steps[1].steps[0]',
  'steps[1][web-1].steps[0].steps[0].lanes[7][0]',
  'steps[1][web-1].steps[0].steps[0].steps[0]',
  'steps[2].steps[0].steps[0]',
  'steps[0].steps[0] and more',
])('nothing is at "%s"', (path) => {
  expect(at(path)).toBeNull()
})
