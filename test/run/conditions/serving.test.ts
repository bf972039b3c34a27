import { describe, expect, test } from 'vitest'
import { serving } from '../../../src/run/conditions/serving.ts'
import { onStage, type Rig } from '../on-stage.ts'

const NEXT = { kind: 'serving', release: { ref: 'next' }, atLeast: 'all' } as const

async function switched(rig: Rig, name: string): Promise<void> {
  const { deploy } = rig.target
  if (!deploy) throw new Error('the fake cannot deploy')
  await deploy.replace(name, await deploy.find('1.1.0'), new AbortController().signal)
}

describe('a release that serves', () => {
  test('by every instance’s own word', async () => {
    const rig = await onStage()
    expect(await serving({ ...NEXT, release: { ref: 'current' } }, rig.context)).toMatchObject({ met: true })
    await switched(rig, 'web-1')
    expect(await serving(NEXT, rig.context)).toEqual({
      met: false,
      restedOn: '1 of 2 instances say that they serve 1.1.0 and are ready; web-2 says 1.0.0',
    })
    expect(await serving({ ...NEXT, atLeast: 1 }, rig.context)).toMatchObject({ met: true })
    await switched(rig, 'web-2')
    expect(await serving(NEXT, rig.context)).toMatchObject({ met: true })
  })

  test('one that is not ready does not serve it, whatever it says it runs', async () => {
    const rig = await onStage()
    await switched(rig, 'web-1')
    await switched(rig, 'web-2')
    rig.fake.unready('web-2')
    const seen = await serving(NEXT, rig.context)
    expect(seen).toMatchObject({
      met: false,
      restedOn: expect.stringContaining('web-2 says 1.1.0, not ready'),
    })
    rig.fake.crash('web-1')
    expect(await serving({ ...NEXT, atLeast: 1 }, rig.context)).toMatchObject({
      met: false,
      restedOn: expect.stringContaining('web-1 says nothing, not ready'),
    })
  })

  test('one that no request at the edge gets to does not serve it either', async () => {
    const rig = await onStage()
    await switched(rig, 'web-1')
    const { deploy } = rig.target
    const others = [
      { name: 'web-1', weight: 0 },
      { name: 'web-2', weight: 1 },
    ]
    await deploy?.route?.(others, new AbortController().signal)
    expect(await serving({ ...NEXT, atLeast: 1 }, rig.context)).toEqual({
      met: false,
      restedOn:
        '1 of 2 instances say that they serve 1.1.0 and are ready; web-2 says 1.0.0; no request at the edge reaches web-1',
    })
  })

  test('by what users are answered as well, whatever the version endpoints say', async () => {
    const rig = await onStage()
    const truth = rig.target
    const instances = async () =>
      (await truth.instances()).map((each) => ({
        ...each,
        release: { version: '1.1.0', digest: null, source: 'version endpoint' },
      }))
    const lying = { ...rig.context, stage: { ...rig.stage, target: { ...truth, instances } } }
    expect(await serving(NEXT, lying)).toEqual({
      met: false,
      restedOn:
        '2 of 2 instances say that they serve 1.1.0 and are ready; answers at the edge come from 1.0.0, by their header',
    })
    // One of them may be what the answers come from.
    expect(await serving({ ...NEXT, atLeast: 1 }, lying)).toMatchObject({ met: true })
  })
})
