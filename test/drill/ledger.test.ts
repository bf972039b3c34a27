import { expect, test } from 'vitest'
import { describeObjective } from '../../src/drill/describe.ts'
import { errors } from '../../src/drill/indicators.ts'
import { jobs, writes } from '../../src/drill/ledger.ts'
import { expect as expectStep, hold, phase } from '../../src/drill/steps.ts'
import { trigger } from '../../src/index.ts'
import { refusal } from './refusal.ts'
import { resolved } from './sample.ts'

test('each bound is an objective of its own, over the whole run', () => {
  const { expect: all, steps } = resolved(
    () => [phase('lost', [hold('20s')], { expect: [jobs().lost(0).duplicated(2)] })],
    { expect: () => [errors().below('1%'), writes().lost(0).duplicated(0).over('run')] },
  )
  expect(all.map(describeObjective)).toEqual([
    'errors below 1 %',
    'lost writes at most 0 over the whole run',
    'duplicated writes at most 0 over the whole run',
  ])
  const [lost] = steps
  expect(lost?.kind === 'phase' && lost.expect.map(describeObjective)).toEqual([
    'lost jobs at most 0 over the whole run',
    'duplicated jobs at most 2 over the whole run',
  ])
})

test('what is known only afterwards is not asked for meanwhile', () => {
  const code = { code: 'drill-invalid' }
  expect(refusal(() => writes().lost(0).over('window'))).toMatchObject(code)
  expect(refusal(() => expectStep(writes().lost(0)))).toMatchObject({
    ...code,
    message: expect.stringContaining('known when the load has ended'),
  })
  expect(refusal(() => trigger(jobs().lost(0), { over: '3s' }))).toMatchObject(code)
})

test('a bound is a number of writes, and one is needed', () => {
  for (const wrong of [-1, 0.5, Number.NaN, '0'])
    expect(refusal(() => writes().lost(wrong as number)).message).toContain(`lost(${wrong})`)
  expect(refusal(() => phase('p', [hold('1s')], { expect: [writes() as never] })).message).toContain(
    'no bound',
  )
})
