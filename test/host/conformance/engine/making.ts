import { expect, it } from 'vitest'
import type { NewContainer } from '../../../../src/host/engine/new-container.ts'
import type { Suite } from '../engine.ts'

export function makingTests({ rig, engine }: Suite): void {
  const wanted = (more: Partial<NewContainer> = {}): NewContainer => ({
    name: `${rig.image.replace(/:.*/, '')}-made`,
    image: rig.image,
    entrypoint: ['/bin/sleep'],
    command: ['1000'],
    user: '0:0',
    env: { A: 'b' },
    labels: { ...rig.labels, made: 'yes' },
    mounts: [{ from: rig.file, to: '/there' }],
    tmpfs: { '/memory': 2 ** 20 },
    memoryBytes: 64 * 2 ** 20,
    stopGraceMs: 3000,
    ...more,
  })
  const made = async () => (await engine.containers(rig.labels)).length

  it('makes a container as it is told, which can be started', async () => {
    const id = await engine.create(wanted())
    expect(id).toMatch(/^[0-9a-f]{64}$/)
    expect(await engine.container(id)).toMatchObject({
      name: wanted().name,
      state: 'created',
      labels: wanted().labels,
      image: { name: rig.image },
      limits: { cpus: 0, memoryBytes: 64 * 2 ** 20 },
      tmpfs: { '/memory': 2 ** 20 },
      stopGraceMs: 3000,
      restartPolicy: 'no',
      health: null,
      published: {},
    })
    await engine.start(id)
    expect(await engine.container(id)).toMatchObject({ state: 'running' })
  })

  it('makes none without its image, without what it is to mount, or under a name that is taken', async () => {
    const refused = (words: string) => ({ code: 'engine-refused', message: expect.stringContaining(words) })
    await expect(engine.create(wanted({ image: 'fdtest-no-such-image:1' }))).rejects.toMatchObject(
      refused('fdtest-no-such-image'),
    )
    const mounts = [{ from: '/fdtest/no-such-file', to: '/there' }]
    await expect(engine.create(wanted({ mounts }))).rejects.toMatchObject(
      refused('bind source path does not exist: /fdtest/no-such-file'),
    )
    expect(await made()).toBe(0)
    await engine.create(wanted())
    await expect(engine.create(wanted())).rejects.toMatchObject(refused('already in use'))
    expect(await made()).toBe(1)
  })

  it('says what it would be asked for limits, and changes nothing', async () => {
    const id = await engine.create(wanted())
    const request = await engine.limitRequest(id, { cpus: 0.5, memoryBytes: 32e6 })
    expect(request.some(({ Memory }) => Memory === 32e6)).toBe(true)
    expect(await engine.container(id)).toMatchObject({ limits: { cpus: 0, memoryBytes: 64 * 2 ** 20 } })
  })

  it('pulls nothing that no registry has', async () => {
    await expect(engine.pull('127.0.0.1:1/fdtest-no-such-image:1')).rejects.toMatchObject({
      code: 'engine-refused',
    })
  })
}
