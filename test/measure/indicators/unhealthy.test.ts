import { expect, it } from 'vitest'
import { booting, state, type Timed, watched } from '../build-instances.ts'
import { objective } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const longest = (events: Timed[]) =>
  indicationOf(objective({ kind: 'unhealthy' }, { op: 'atMost', value: 1000 }), 'away', {
    phases: [{ name: 'away', durationMs: 10_000 }],
    events: [...watched(1000, 16_000), ...events],
  })

it('the longest time in which an instance lived and did not say so', () => {
  const sick = [state('web-1', 1000), state('web-1', 7000, { health: 503 }), state('web-1', 9200)]
  expect(longest(sick)).toMatchObject({ observed: 2000, note: 'web-1 from 7 s of the run on' })
  expect(longest([state('web-1', 1000)]).observed).toBe(0)
})

it('is not known of an app without a health endpoint', () => {
  expect(longest([booting('web-1', 1000)])).toMatchObject({
    observed: null,
    note: 'no instance ever answered at a health endpoint',
  })
})
