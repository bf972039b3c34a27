import { describe, expect, test } from 'vitest'
import { booting, down, instances, state, type Timed, watched } from '../../measure/build-instances.ts'
import { objective } from '../../measure/build-record.ts'
import { firstBroken } from './build-diagnosis.ts'

describe('ready instances', () => {
  const three = [state('web-1', 4000), state('web-2', 4000), state('web-3', 4000)]
  const ready = (atLeast: number, ...events: Timed[]) =>
    firstBroken({
      expect: [objective({ kind: 'ready-instances' }, { op: 'atLeast', value: atLeast })],
      events: [...three, ...events, ...watched(4000, 31_000)],
    })

  test('broke when there were too few, and not when the first one was away', () => {
    expect(ready(2, down('web-1', 12_000), down('web-3', 15_000))).toEqual({
      window: 'lost',
      atMs: 15_000,
      what: 'web-1 and web-3 were not ready',
    })
  })

  test('names who was away then, and not who had been', () => {
    const gone = [down('web-1', 12_000), state('web-1', 13_000), down('web-2', 14_000), down('web-3', 14_500)]
    expect(ready(2, ...gone)).toMatchObject({ atMs: 14_500, what: 'web-2 and web-3 were not ready' })
  })

  test('asks only those that are the app: a second set that boots beside it is none', () => {
    const told = [instances(4000, ['web-1', 'web-2']), booting('web-3', 11_000), down('web-1', 15_000)]
    expect(ready(2, ...told)).toMatchObject({ atMs: 15_000, what: 'web-1 was not ready' })
  })

  test('leaves out what one look alone shows, as the value does', () => {
    const gone = [down('web-1', 12_000), state('web-1', 12_200), down('web-2', 15_000)]
    expect(ready(3, ...gone)).toMatchObject({ atMs: 15_000, what: 'web-2 was not ready' })
  })

  test('broke at the begin of a window in which it was so already', () => {
    expect(ready(3, down('web-1', 4500))).toMatchObject({ window: 'baseline', atMs: 5000 })
  })

  test('says how few there were where none was away', () => {
    expect(ready(4)).toMatchObject({ atMs: 5000, what: 'no more than 3 instances were ready' })
  })
})
