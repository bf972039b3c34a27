import { expect, it } from 'vitest'
import type { Endpoint, Engine } from '../../../../src/host/engine/engine.ts'
import type { Suite } from '../engine.ts'

const TIMEOUT_MS = 300
const LATEST_MS = 5000
const WANTED = {
  name: 'a',
  image: 'b',
  entrypoint: [],
  command: [],
  user: '',
  env: {},
  labels: {},
  mounts: [],
  tmpfs: {},
  memoryBytes: 0,
  stopGraceMs: 0,
}

/** Every method, asked of something that no engine is. */
function everything(engine: Engine): Record<Exclude<keyof Engine, 'endpoint'>, () => Promise<unknown>> {
  const labels = { some: 'label' }
  return {
    about: () => engine.about(),
    containers: () => engine.containers(labels),
    container: () => engine.container('a'),
    create: () => engine.create(WANTED),
    mainProcess: () => engine.mainProcess('a'),
    signal: () => engine.signal('a', 'SIGKILL'),
    stop: () => engine.stop('a', 0),
    start: () => engine.start('a'),
    pause: () => engine.pause('a'),
    unpause: () => engine.unpause('a'),
    remove: () => engine.remove('a'),
    exec: () => engine.exec('a', ['b'], { timeoutMs: 60_000 }),
    limit: () => engine.limit('a', { cpus: 1, memoryBytes: 0 }),
    limitRequest: () => engine.limitRequest('a', { cpus: 1, memoryBytes: 0 }),
    cpuMs: () => engine.cpuMs('a'),
    usage: () => engine.usage('a'),
    disconnect: () => engine.disconnect('a', 'b'),
    receivedBytes: () => engine.receivedBytes('a'),
    connect: () => engine.connect('a', 'b', { aliases: [], links: [], fixedAddress: null }),
    networks: () => engine.networks(labels),
    removeNetwork: () => engine.removeNetwork('a'),
    volumes: () => engine.volumes(labels),
    removeVolume: () => engine.removeVolume('a'),
    images: () => engine.images(labels),
    removeImage: () => engine.removeImage('a'),
    image: () => engine.image('a'),
    canPull: () => engine.canPull('a'),
    pull: () => engine.pull('a'),
    followLog: () => engine.followLog('a', 0, () => undefined),
    follow: () => engine.follow(labels, () => undefined),
  }
}

export function unreachableTests({ rig }: Suite): void {
  const { host } = rig
  const expectUnreachable = async (endpoint: Endpoint, why: RegExp): Promise<void> => {
    const engine = host.engines.open(endpoint, { timeoutMs: TIMEOUT_MS })
    const methods = everything(engine)
    expect(Object.keys(engine).sort()).toEqual(['endpoint', ...Object.keys(methods)].sort())
    const beganMs = host.clock.monoMs()
    const ends = await Promise.allSettled(Object.values(methods).map((ask) => ask()))
    expect(host.clock.monoMs() - beganMs).toBeLessThan(LATEST_MS)
    const reason = {
      code: 'engine-unreachable',
      message: expect.stringMatching(why),
      hint: expect.stringMatching(/./),
    }
    for (const [index, end] of ends.entries()) {
      expect(end, Object.keys(methods)[index]).toMatchObject({ status: 'rejected', reason })
      expect(String((end as PromiseRejectedResult).reason)).toContain(endpoint.url)
    }
  }

  it('is told by every method, with where it was looked for and why it did not answer', async () => {
    const { closed, silent, close } = await rig.deadEndpoints()
    try {
      await expectUnreachable(closed, /nothing listens there/)
      await expectUnreachable(silent, /no answer within 300 ms/)
    } finally {
      await close()
    }
  })
}
