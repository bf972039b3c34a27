import { expect, test } from 'vitest'
import { kill, pause } from '../../src/drill/faults.ts'
import { paramValues } from '../../src/drill/param-values.ts'
import { param } from '../../src/drill/params.ts'
import { refusal } from './refusal.ts'

const drill = {
  name: 'kill-node',
  params: {
    rate: param.rate('200/s'),
    lose: param.oneOf(kill, pause),
    deep: param.flag(false),
    times: param.number(1),
  },
}

test('defaults, unless set', () => {
  expect(paramValues(drill, {})).toEqual({
    values: { rate: '200/s', lose: kill, deep: false, times: 1 },
    written: { rate: '200/s', lose: 'kill', deep: false, times: 1 },
  })
  expect(paramValues(drill, { rate: '50/s', lose: 'pause', deep: 'true', times: '3' })).toEqual({
    values: { rate: '50/s', lose: pause, deep: true, times: 3 },
    written: { rate: '50/s', lose: 'pause', deep: true, times: 3 },
  })
})

test('an unknown name is refused with the nearest one', () => {
  expect(refusal(() => paramValues(drill, { rat: '1/s' }))).toEqual({
    code: 'param-invalid',
    message: 'Drill "kill-node" has no parameter "rat".',
    hint: 'Did you mean "rate"? It has rate, lose, deep, times.',
  })
  expect(refusal(() => paramValues({ name: 'bare', params: {} }, { rate: '1/s' })).hint).toContain(
    'It has none',
  )
})

test('a wrong value is refused, with what would be right', () => {
  expect(refusal(() => paramValues(drill, { rate: 'fast' }))).toEqual({
    code: 'param-invalid',
    message: '--set rate=fast: "fast" is not a rate.',
    hint: 'Write it as 200/s or 30/m.',
  })
  expect(refusal(() => paramValues(drill, { lose: 'crash' })).message).toBe(
    '--set lose=crash: "crash" is not one of kill, pause.',
  )
})
