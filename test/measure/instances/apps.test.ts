import { expect, it } from 'vitest'
import { appAt, appsOf } from '../../../src/measure/instances/apps.ts'
import { watchOf } from '../../../src/measure/instances/watch.ts'
import {
  deployEnded,
  deployStarted,
  instances,
  rolledBack,
  state,
  switched,
  type Timed,
  watched,
} from '../build-instances.ts'
import { buildRecord } from '../build-record.ts'

const recorded = (events: Timed[]) => buildRecord({ phases: [], events }).events
const at = (events: Timed[], atMs: number) => appAt(appsOf(recorded(events)), watchOf(recorded(events)), atMs)
const plain = ['web-1', 'web-2']
const green = ['web-1-green', 'web-2-green']
const shipped = (strategy: string) => [
  instances(1000, plain),
  deployStarted(2000, 'a', '1.1.0', strategy),
  ...green.map((name, k) => switched(3000 + k, 'a', name, '1.1.0')),
  deployEnded(5000, 'a'),
]

it('as the target said last, else first, else all that was watched', () => {
  expect(at([instances(1000, ['web-1']), instances(2000, plain)], 1500)).toEqual(['web-1'])
  expect(at([instances(1000, ['web-1']), instances(2000, plain)], 2000)).toEqual(plain)
  expect(at([instances(1000, ['web-1'])], 0)).toEqual(['web-1'])
  expect(at([state('web-3', 0), ...watched(0, 2000)], 1000)).toEqual(['web-3'])
})

it('a second set is the app once all of it was ready, and is it no more after the rollback', () => {
  expect(at(shipped('blue-green'), 3000)).toEqual(plain)
  expect(at(shipped('blue-green'), 3001)).toEqual(green)
  expect(at([...shipped('blue-green'), ...rolledBack(6000, 6500, 'a')], 6500)).toEqual(plain)
})

it('a rollback after a deploy that was refused takes back the one before that', () => {
  const refused = [
    deployStarted(7000, 'b', '2.0.0', 'blue-green'),
    deployEnded(7000, 'b', 'refused', 'migration-pending'),
  ]
  expect(at([...shipped('blue-green'), ...refused, ...rolledBack(8000, 9000, 'b')], 9000)).toEqual(plain)
})

it('no other strategy makes a second set, nor does a deploy that was refused', () => {
  expect(at(shipped('canary'), 6000)).toEqual(plain)
  const refused = [...shipped('blue-green').slice(0, -1), deployEnded(5000, 'a', 'refused', 'never-ready')]
  expect(at(refused, 6000)).toEqual(plain)
})

it('a rollback of the second of two deploys goes back to the set that the first has made', () => {
  const again = [
    instances(5500, green),
    deployStarted(6000, 'a', '1.2.0', 'blue-green'),
    ...plain.map((name, k) => switched(7000 + k, 'a', name, '1.2.0')),
    deployEnded(8000, 'a'),
  ]
  expect(at([...shipped('blue-green'), ...again], 8000)).toEqual(plain)
  expect(at([...shipped('blue-green'), ...again, ...rolledBack(9000, 9500, 'a')], 9500)).toEqual(green)
})
