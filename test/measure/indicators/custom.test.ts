import { expect, it } from 'vitest'
import type { CustomIndicators } from '../../../src/measure/custom.ts'
import { objective, steadyRequests } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const customs: CustomIndicators = {
  slowest: {
    version: 2,
    measure: ({ requests, faultsMs }, { plus }) =>
      Math.max(...requests.map(({ durationMs }) => durationMs)) + Number(plus) + faultsMs.length,
  },
}

function seen(name: string, version: number) {
  const wanted = objective(
    { kind: 'custom', name, version, args: { plus: 1 } },
    { op: 'below', value: 1 },
    { filter: { operation: 'read' } },
  )
  const requests = steadyRequests({ fromMs: 5000, toMs: 6000 })
  return indicationOf(
    wanted,
    'lost',
    { phases: [{ name: 'lost', durationMs: 1000 }], requests, faults: [{ window: 'lost', instantMs: 5500 }] },
    customs,
  )
}

it('is what the registered function makes of the window’s rows', () => {
  expect(seen('slowest', 2)).toMatchObject({ observed: 12, samples: 100 })
})

it('has no value where it is not registered, or in another version', () => {
  expect(seen('fastest', 2).note).toBe('no indicator named "fastest" is registered')
  expect(seen('slowest', 1)).toMatchObject({ observed: null })
})
