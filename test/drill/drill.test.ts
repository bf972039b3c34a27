import { expect, expectTypeOf, test } from 'vitest'
import type { DrillBody } from '../../src/drill/drill.ts'
import { drill, isDrill } from '../../src/drill/drill.ts'
import { uptime } from '../../src/drill/indicators.ts'
import { load } from '../../src/drill/load-profile.ts'
import type { Param } from '../../src/drill/params.ts'
import { param } from '../../src/drill/params.ts'
import { hold, phase } from '../../src/drill/steps.ts'
import type { Rate } from '../../src/units.ts'
import { refusal } from './refusal.ts'

const body = (): DrillBody => ({ load: load('shop', { rate: '1/s' }), steps: [phase('a', [hold('1s')])] })

test('a drill is frozen data, and its body has not run', () => {
  let ran = 0
  const made = drill(
    'kill-node',
    { purpose: ' Losing one must not hurt. ', params: { rate: param.rate('200/s') } },
    ({ rate }) => {
      ran += 1
      expectTypeOf(rate).toEqualTypeOf<Rate>()
      return {
        load: load('shop', { rate }),
        steps: [phase('a', [hold('1s')])],
        expect: [uptime().atLeast('99%')],
      }
    },
  )
  expect(ran).toBe(0)
  expect(made).toMatchObject({ kind: 'drill', name: 'kill-node', purpose: 'Losing one must not hurt.' })
  expect(made.place).toMatch(/drill\.test\.ts:\d+$/)
  expect(Object.isFrozen(made) && Object.isFrozen(made.params)).toBe(true)
  expect(made.body({ rate: '5/s' }).load.profile).toMatchObject({ ratePerSecond: 5 })
  expect(ran).toBe(1)
})

test('a name that is not kebab-case is refused', () => {
  for (const name of ['KillNode', 'kill_node', 'kill node', '-kill', 'kill-', '', '2nd']) {
    const { code, message, hint } = refusal(() => drill(name, { purpose: 'p' }, body))
    expect(code).toBe('drill-invalid')
    expect(message).toMatch(/drill\.test\.ts:\d+: ".*" is not a drill's name/)
    expect(hint).toContain('kebab-case')
  }
  expect(drill('kill-node-2', { purpose: 'p' }, body).name).toBe('kill-node-2')
})

test('a drill without a purpose is refused', () => {
  expect(refusal(() => drill('a', { purpose: ' ' }, body)).message).toMatch(/:\d+: drill "a" has no purpose/)
})

test('a parameter that is no parameter is refused', () => {
  const params = { rate: '200/s' as unknown as Param<string> }
  expect(refusal(() => drill('a', { purpose: 'p', params }, body))).toMatchObject({
    message: expect.stringMatching(/:\d+: parameter "rate" is not made by param/),
    hint: expect.stringContaining('param.rate'),
  })
})

test('a drill is known by its shape, whichever copy of firedrill made it', () => {
  expect(isDrill(drill('a', { purpose: 'p' }, body))).toBe(true)
  expect([
    isDrill({ kind: 'drill', body }),
    isDrill({ kind: 'drill' }),
    isDrill(null),
    isDrill('drill'),
  ]).toEqual([true, false, false, false])
})
