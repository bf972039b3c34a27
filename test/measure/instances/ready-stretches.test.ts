import { expect, it } from 'vitest'
import { appsOf } from '../../../src/measure/instances/apps.ts'
import { readyStretches } from '../../../src/measure/instances/ready-stretches.ts'
import { watchOf } from '../../../src/measure/instances/watch.ts'
import { booting, down, instances, state, type Timed, watched } from '../build-instances.ts'
import { buildRecord } from '../build-record.ts'

function stretches(...told: Timed[]) {
  const { events } = buildRecord({ phases: [], events: told })
  return readyStretches({ watch: watchOf(events), apps: appsOf(events) })
}

it('counts the instances of the app that were ready, from one change to the next', () => {
  const told = [
    instances(1000, ['web-1', 'web-2']),
    state('web-1', 1000),
    state('web-2', 1000),
    booting('canary', 2000),
    down('web-2', 3000),
    state('web-2', 5000, { ready: 503 }),
    ...watched(1000, 6000),
  ]
  expect(stretches(...told)).toEqual([
    { startMs: 1000, endMs: 2000, ready: 2, down: [] },
    { startMs: 2000, endMs: 3000, ready: 2, down: [] },
    { startMs: 3000, endMs: 5000, ready: 1, down: ['web-2'] },
    { startMs: 5000, endMs: 6000, ready: 1, down: ['web-2'] },
  ])
})

it('has none where nobody looked', () => {
  expect(stretches(instances(1000, ['web-1']))).toEqual([])
})
