import { expect, it } from 'vitest'
import { joiningsOf } from '../../../../src/host/engine/rejoin.ts'
import type { Suite } from '../engine.ts'

const UNKNOWN = 'fdtest-a-no-such-thing'

export function thingTests({ rig, engine, running }: Suite): void {
  it('takes a container off a network and puts it back, each as often as it is told', async () => {
    const network = await rig.makeNetwork()
    const port = await rig.host.net.freePort()
    const id = await running({
      program: 'waits',
      networks: { [network.name]: ['web'] },
      publishedAt: port,
    })
    await engine.disconnect(id, network.name)
    await engine.disconnect(id, network.id)
    expect(await engine.container(id)).toMatchObject({ networks: {}, published: {}, state: 'running' })
    const before = joiningsOf((await engine.container(id))!)
    expect(before).toEqual({})
    const as = { aliases: ['web', 'again'], links: ['someone:db'], fixedAddress: null }
    await engine.connect(id, network.id, as)
    await engine.connect(id, network.name, as)
    const seen = await engine.container(id)
    expect(joiningsOf(seen!)).toEqual({ [network.name]: as })
    expect(seen?.networks[network.name]?.address).not.toBe('')
    expect(seen?.published).toEqual({ '8080/tcp': [{ host: '127.0.0.1', port }] })
    await expect(engine.connect(id, UNKNOWN, as)).rejects.toMatchObject({ code: 'engine-refused' })
  })

  it('finds networks and volumes by label, and removes them', async () => {
    const [network, volume] = [await rig.makeNetwork(), await rig.makeVolume()]
    expect(await engine.networks(rig.labels)).toContainEqual(network)
    expect(await engine.volumes(rig.labels)).toEqual([volume])
    const [label = ''] = Object.keys(rig.labels)
    expect(await engine.networks({ [label]: null })).toContainEqual(network)
    const other = { ...rig.labels, other: 'yes' }
    expect([await engine.networks(other), await engine.volumes(other)]).toEqual([[], []])
    await engine.removeNetwork(network.id)
    await engine.removeVolume(volume.id)
    expect(await engine.networks(rig.labels)).not.toContainEqual(network)
    expect(await engine.volumes(rig.labels)).toEqual([])
    for (const id of [network.id, UNKNOWN]) await engine.removeNetwork(id)
    for (const id of [volume.id, UNKNOWN]) await engine.removeVolume(id)
  })

  it('refuses to remove a network that is used', async () => {
    const network = await rig.makeNetwork()
    await running({ program: 'waits', networks: { [network.name]: [] } })
    await expect(engine.removeNetwork(network.id)).rejects.toMatchObject({ code: 'engine-refused' })
  })

  it('finds images by label or name, and removes them', async () => {
    const made = await rig.makeImage()
    expect(await engine.images({ ...rig.labels, kind: 'other' })).toEqual([made])
    expect(await engine.image(made.name)).toMatchObject({ id: made.id, digests: [], labels: rig.labels })
    expect(await engine.image(made.id)).toEqual(await engine.image(made.name))
    await engine.removeImage(made.id)
    expect(await engine.image(made.name)).toBeNull()
    expect(await engine.images({ ...rig.labels, kind: 'other' })).toEqual([])
    await engine.removeImage(made.id)
    expect(await engine.image(UNKNOWN)).toBeNull()
  })

  it('says of an image that no registry has that it cannot be pulled', async () => {
    expect(await engine.canPull(`127.0.0.1:1/${UNKNOWN}:1`)).toBe(false)
  })
}
