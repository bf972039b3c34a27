import { expect, test } from 'vitest'
import stock from '../../drills/kill-node.ts'
import { describeObjective, describeStep } from '../../src/drill/describe.ts'
import type { Step } from '../../src/drill/model.ts'
import { plannedPhases, replaceLongEnough } from '../../src/drill/planning.ts'
import { resolve } from '../../src/drill/resolve.ts'
import { inner } from '../../src/drill/walk.ts'
import { killNode } from '../../src/drills/kill-node.ts'

const OPTIONS = { seed: 1, file: 'drills/kill-node.ts' }
const texts = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) => [describeStep(step), ...texts(inner(step))])

test('the project’s own kill-node is the stock drill', () => {
  const drill = resolve(stock, OPTIONS)
  expect(drill.params).toEqual({
    rate: '200/s',
    lose: 'kill',
    baseline: '20s',
    lost: 'long-enough',
    settled: '20s',
    recoverWithin: '60s',
  })
  expect(texts(drill.steps)).toEqual([
    'phase baseline',
    'hold 20 s',
    'phase lost',
    'kill one instance (picked by the seed)',
    'together, in 2 lanes',
    'until clients have recovered, within 1 min',
    'hold long enough to decide the objectives',
    'phase settled',
    'start the victim of the latest fault',
    'until every instance is ready, within 1 min',
    'hold 20 s',
  ])
  expect(drill.expect.map(describeObjective)).toEqual([
    'uptime at least 99.9 %',
    'p95 below 150 ms',
    'lost writes at most 0 over the whole run',
    'duplicated writes at most 0 over the whole run',
    'lost jobs at most 0 over the whole run',
    'duplicated jobs at most 0 over the whole run',
  ])
})

test('it is held to the objectives of its fault’s window', () => {
  const lost = resolve(killNode(), OPTIONS).steps[1]
  expect(lost?.kind === 'phase' && lost.expect.map(describeObjective)).toEqual([
    'longest interruption below 1 s',
    'recovery at most 30 s',
  ])
})

test('options are the defaults of its parameters, and --set wins', () => {
  const drill = killNode({ rate: '300/s', baseline: '5s', settled: '5s', load: 'other' })
  const short = resolve(drill, { ...OPTIONS, set: { lose: 'pause', settled: '6s' } })
  expect(short.load).toMatchObject({ name: 'other', profile: { ratePerSecond: 300 } })
  expect(texts(short.steps)).toContain('pause one instance (picked by the seed)')
  expect(plannedPhases(replaceLongEnough(short)).map(({ plannedMs }) => plannedMs)).toEqual([
    5000, 10_000, 6000,
  ])
  const fixed = resolve(drill, { ...OPTIONS, set: { lost: '7s' } })
  expect(plannedPhases(fixed).map(({ plannedMs }) => plannedMs)).toEqual([5000, 7000, 5000])
})
