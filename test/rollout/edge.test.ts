import { expect, test } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { evenly, routeBackTo, routeTo, routeUp, tryRouteUp } from '../../src/rollout/edge.ts'
import { onFake } from './on-fake.ts'

test('only those that are up get requests', async () => {
  const rig = await onFake({ count: 3 })
  rig.fake.crash('web-3')
  await routeUp(rig.context, ['web-1'])
  expect(rig.fake.weights()).toEqual({ 'web-1': 0, 'web-2': 1, 'web-3': 0 })
})

test('one that is not ready for a moment stays in: the edge looks for itself', async () => {
  const rig = await onFake({ count: 3 })
  rig.fake.unready('web-3')
  await routeUp(rig.context, ['web-1'])
  expect(rig.fake.weights()).toEqual({ 'web-1': 0, 'web-2': 1, 'web-3': 1 })
  rig.fake.ready('web-3')
  expect(await rig.deploy.reached('web-3')).toBe(true)
})

test('one that hangs, and that the edge waits for in vain, is left out, which is said', async () => {
  const rig = await onFake({
    deploy: (own) => ({
      async route(upstreams, signal) {
        if (upstreams.some(({ name, weight }) => name === 'web-2' && weight > 0))
          throw new Error('not in: web-2')
        return own.route?.(upstreams, signal)
      },
    }),
  })
  rig.fake.unready('web-2')
  await routeUp(rig.context)
  expect(rig.fake.weights()).toEqual({ 'web-1': 1, 'web-2': 0 })
  expect(rig.told).toEqual(['note: The edge is told to leave out web-2: not in: web-2'])
  // Nobody would be left: then what went wrong is said.
  await expect(routeUp(rig.context, ['web-1'])).rejects.toThrow('not in: web-2')
})

test('where nobody is up the edge keeps what it has', async () => {
  const rig = await onFake()
  await routeUp(rig.context)
  for (const name of ['web-1', 'web-2']) rig.fake.crash(name)
  await routeUp(rig.context)
  expect(rig.fake.weights()).toEqual({ 'web-1': 1, 'web-2': 1 })
})

test('one that died while the edge was told is left out', async () => {
  let calls = 0
  const rig = await onFake({
    deploy: (own) => ({
      async route(upstreams, signal) {
        calls += 1
        if (calls > 1) return own.route?.(upstreams, signal)
        rig.fake.crash('web-2')
        throw new Error('web-2 does not get in')
      },
    }),
  })
  await routeUp(rig.context)
  expect(rig.fake.weights()).toEqual({ 'web-1': 1, 'web-2': 0 })
})

test('an edge that does not obey is an error on the way there, and a note on the way back', async () => {
  const rig = await onFake({ deploy: () => ({ route: () => Promise.reject(new Error('stuck')) }) })
  await expect(routeUp(rig.context)).rejects.toThrow('stuck')
  await tryRouteUp(rig.context)
  expect(rig.told).toEqual(['note: The edge did not take its new list: stuck'])
})

test('on the way back it is a note only once the edge shows that users are there', async () => {
  let failure: Error = new FiredrillError('command-failed', 'still busy.', { hint: '' })
  const rig = await onFake({ deploy: () => ({ route: () => Promise.reject(failure) }) })
  const routed = (isBack: boolean) => routeBackTo(rig.context, evenly(['web-1']), async () => isBack)
  await expect(routed(false)).rejects.toThrow('still busy')
  await routed(true)
  expect(rig.told).toEqual([
    'note: The edge has switched back, and its command did not end well: still busy.',
  ])
  failure = new Error('a defect')
  await expect(routed(true)).rejects.toThrow('a defect')
})

test('cancelling is neither', async () => {
  const rig = await onFake()
  rig.cancel()
  await expect(tryRouteUp(rig.context)).rejects.toThrow('cancelled')
})

test('an edge that cannot be told is left alone, or refused where it must be', async () => {
  const rig = await onFake({ routes: false })
  await routeUp(rig.context)
  await expect(routeTo(rig.context, evenly(['web-1']))).rejects.toMatchObject({ code: 'capability-missing' })
})
