import { describe, expect, it } from 'vitest'
import { createContainers } from '../../../src/target/compose/containers.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import {
  containerNameOf,
  createNumbers,
  placeOf,
  serviceNamesOf,
} from '../../../src/target/compose/places.ts'
import { composeLabels, rigWith } from './rig.ts'
import { WRITTEN } from './settings.ts'

const SCALED = { instances: { service: 'web', count: 2 } }
const scaled = parseComposeOptions({ ...WRITTEN, ...SCALED })
const named = parseComposeOptions(WRITTEN)

describe('an instance', () => {
  it('is a service of its own, or one of the replicas of a scaled one', () => {
    expect(named.instances).toEqual(['web-1', 'web-2'])
    expect(scaled.instances).toEqual(['web-1', 'web-2'])
    expect(serviceNamesOf(named, ['web-1', 'web-2', 'db'])).toEqual(['web-1', 'web-2', 'db'])
    expect(serviceNamesOf(scaled, ['web-1', 'web-2', 'db'])).toEqual(['web', 'db'])
    expect(containerNameOf(named, 'shop', 'web-2')).toBe('shop-web-2-1')
    expect(containerNameOf(scaled, 'shop', 'web-2')).toBe('shop-web-2')
    expect(containerNameOf(scaled, 'shop', 'db')).toBe('shop-db-1')
  })

  it('is told by the labels of its container; what is run once is none', () => {
    expect(placeOf({ labels: composeLabels('web', 3) })).toEqual({ service: 'web', number: 3 })
    const once = { ...composeLabels('web', 1), 'com.docker.compose.oneoff': 'True' }
    expect(placeOf({ labels: once })).toBeNull()
    expect(placeOf({ labels: {} })).toBeNull()
  })

  it('keeps its number, and takes another one where its own is gone', () => {
    const numbers = createNumbers(scaled)
    expect([numbers.of('web-1'), numbers.of('web-2'), numbers.of('db')]).toEqual([1, 2, null])
    // A further one is nobody's while both are there.
    numbers.see([1, 2, 3])
    expect([numbers.of('web-1'), numbers.of('web-2'), numbers.nameOf(3)]).toEqual([1, 2, null])
    numbers.see([2, 3, 4])
    expect([numbers.of('web-1'), numbers.of('web-2')]).toEqual([3, 2])
    // Nothing is there for a moment: nobody is anybody else.
    numbers.see([])
    expect([numbers.of('web-1'), numbers.of('web-2')]).toEqual([3, 2])
    // What one has, the other has not.
    numbers.move('web-1', 2)
    expect([numbers.of('web-1'), numbers.of('web-2')]).toEqual([2, 0])
    numbers.see([2, 4])
    expect(numbers.of('web-2')).toBe(4)
    numbers.move('web-2', 5)
    expect([numbers.nameOf(2), numbers.nameOf(5), numbers.nameOf(9)]).toEqual(['web-1', 'web-2', null])
    expect(createNumbers(named).of('web-1')).toBeNull()
  })
})

it('is looked up by service and number, in its own project', async () => {
  const { runtime, ids, engine } = await rigWith({ written: SCALED })
  const { containers } = runtime
  expect((await containers.find('web-2')).id).toBe(ids['web-2'])
  expect((await containers.find('db')).id).toBe(ids.db)
  expect((await containers.siblings('web-1')).length).toBe(2)
  expect(containers.nameOf(await containers.find('web-2'))).toBe('web-2')
  expect(containers.nameOf({ labels: composeLabels('web', 7) })).toBe('web-7')
  expect(containers.nameOf({ labels: composeLabels('db', 1) })).toBe('db')
  expect(containers.nameOf({ labels: {} })).toBeNull()
  const other = { ...composeLabels('web', 1), 'com.docker.compose.project': 'other' }
  const stranger = engine.create({ name: 'other-web-1', image: 'shop:1', program: {}, labels: other })
  expect((await containers.find('web-1')).id).not.toBe(stranger)
  const elsewhere = createContainers(runtime.engine, 'other', scaled)
  expect((await elsewhere.find('web-1')).id).toBe(stranger)
  await expect(createContainers(runtime.engine, 'none', scaled).find('web-1')).rejects.toThrow(
    'no container of web-1',
  )
})
