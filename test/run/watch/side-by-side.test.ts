import { describe, expect, test } from 'vitest'
import type { Host } from '../../../src/host/host.ts'
import { createSideBySide } from '../../../src/run/watch/side-by-side.ts'
import { startWatch } from '../../../src/run/watch/watch.ts'
import { onStage } from '../on-stage.ts'

const shown = (ids: (string | null)[]) => {
  const known = createSideBySide()
  return ids.map((id) => known.seen('web-1', id))
}

describe('processes that answer side by side', () => {
  test('are one as soon as one of them comes back', () => {
    expect(shown(['a', 'b', 'a', 'b', 'a'])).toEqual(['a', 'b', 'a', 'a', 'a'])
    expect(shown(['a', 'b', 'c', 'b', 'c', 'a', 'c'])).toEqual(['a', 'b', 'c', 'b', 'b', 'a', 'a'])
  })

  test('are others where none of those before comes back, and where nothing is known', () => {
    expect(shown(['a', 'b', 'c'])).toEqual(['a', 'b', 'c'])
    expect(shown(['a', 'b', 'a', 'c', null, 'd', 'c'])).toEqual(['a', 'b', 'a', 'c', null, 'd', 'c'])
  })

  test('are asked after without being seen, and forgotten with their instance', () => {
    const known = createSideBySide()
    for (const id of ['a', 'b', 'a']) known.seen('web-1', id)
    expect(['b', 'c', null].map((id) => known.of('web-1', id))).toEqual(['a', 'c', null])
    expect(known.of('web-2', 'b')).toBe('b')
    known.forget('web-1')
    expect(known.of('web-1', 'b')).toBe('b')
  })

  test('are one to the watch, which knows what they serve', async () => {
    const rig = await onStage()
    let answers = 0
    const asWorker =
      (ask: Host['net']['request']): Host['net']['request'] =>
      async (...asked) => {
        const answer = await ask(...asked)
        return { ...answer, headers: { 'x-boot-id': `worker-${answers++ % 4}` } }
      }
    const net = {
      ...rig.host.net,
      probe: asWorker(rig.host.net.probe),
      request: asWorker(rig.host.net.request),
    }
    let observed = 0
    const deploy = {
      ...rig.target.deploy!,
      all: async () => {
        observed++
        const all = await rig.target.deploy!.all()
        return all.map((each) => ({ ...each, identity: each.identity && { ...each.identity, bootId: null } }))
      },
    }
    const watch = await startWatch({ clock: rig.clock, net }, rig.journal, { ...rig.target, deploy })
    await rig.clock.sleep(4000)
    const settled = { states: rig.said('instance-state').length, observed }
    await rig.clock.sleep(6000)
    await watch.stop()
    expect(rig.said('instance-state')).toHaveLength(settled.states)
    // Once a second, and not with each look that meets another one.
    expect(observed - settled.observed).toBeLessThanOrEqual(7)
    expect(watch.now().map(({ release }) => release)).toEqual(['1.0.0', '1.0.0'])
  })
})
