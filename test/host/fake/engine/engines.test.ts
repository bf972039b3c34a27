import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '../../../../src/host/engine/engine.ts'
import type { Gap } from '../../../../src/host/engine/following.ts'
import type { FakeContainerProgram } from '../../../../src/host/fake/engine/model.ts'
import { fakeHost } from '../../../../src/host/fake/host.ts'
import { type EngineRig, engineConformance, type ProgramName } from '../../conformance/engine.ts'

const COMMANDS: FakeContainerProgram['commands'] = {
  true: () => ({ exitCode: 0 }),
  both: () => ({ exitCode: 4, stdout: 'out\n', stderr: 'err\n' }),
  echo: ([, ...words]) => ({ exitCode: 0, stdout: `${words.join(' ')}\n` }),
  'says-and-sleeps': ([, seconds]) => ({ exitCode: 0, stdout: 'begun\n', afterMs: Number(seconds) * 1000 }),
}
const PROGRAMS: Record<ProgramName, FakeContainerProgram> = {
  waits: {
    stdout: 'waiting\n',
    lastWords: 'ending\n',
    endsOn: { SIGTERM: { afterMs: 5, code: 7 } },
    commands: COMMANDS,
  },
  deaf: { ignores: ['SIGTERM'] },
  talks: {
    stdout: `out\n${'x'.repeat(40_000)}\n`,
    stderr: 'err\n',
    exit: { afterMs: 5, code: 3 },
    lastWords: 'last',
  },
  spins: { cpuShare: 1, ignores: ['SIGTERM'] },
  eats: { stdout: 'hungry\n', memoryBytes: 100e6, eatsOn: 'SIGTERM' },
}

function fakeRig(): EngineRig {
  const host = fakeHost()
  const [url, silent, closed] = ['unix:///fake.sock', 'tcp://10.0.0.1:2375', 'tcp://10.0.0.2:2375']
  const machine = host.engines.run(url)
  const labels = { suite: 'fake' }
  let made = 0
  const name = (): string => `fdtest-a-${++made}`
  return {
    host,
    endpoint: { url, tls: null },
    labels,
    image: 'fdtest-a-image',
    file: '/etc/passwd',
    noSignals: null,
    async setUp() {
      machine.addImage('fdtest-a-image')
      machine.addPath('/etc/passwd')
    },
    tearDown: async () => undefined,
    async make({ program, restarts, networks, publishedAt, limits, checked, ...wish }) {
      return machine.create({
        name: name(),
        image: 'fdtest-a-image',
        program: PROGRAMS[program],
        labels: { ...labels, ...wish.labels },
        restart: restarts ? 'always' : 'no',
        networks: networks ?? {},
        published: publishedAt ? { '8080/tcp': [{ host: '127.0.0.1', port: publishedAt }] } : {},
        limits: { cpus: limits?.cpus ?? 0, memoryBytes: limits?.memoryBytes ?? 0 },
        checked: checked ?? false,
      })
    },
    async makeNetwork() {
      const network = name()
      return { id: machine.addNetwork(network, labels), name: network, labels }
    },
    async makeVolume() {
      const volume = name()
      return { id: machine.addVolume(volume, labels), name: volume, labels }
    },
    async makeImage() {
      const image = `${name()}:latest`
      const own = { ...labels, kind: 'other' }
      return { id: machine.addImage(image, { labels: own }), name: image, labels: own }
    },
    setHealthy: async (id, healthy) => machine.setHealth(id, healthy ? 'healthy' : 'unhealthy'),
    async deadEndpoints() {
      host.engines.run(silent).become('silent')
      const endpoints = { closed: { url: closed, tls: null }, silent: { url: silent, tls: null } }
      return { ...endpoints, close: async () => undefined }
    },
    async cutEngine() {
      const mend = () => machine.become('answers')
      return {
        endpoint: { url, tls: null },
        cut: () => machine.become('mute'),
        mend,
        close: async () => mend(),
      }
    },
  }
}

describe('the engine in memory', () => {
  engineConformance(fakeRig())

  it('is not there until it runs, tells nothing while it is gone, and is the same when it is back', async () => {
    const host = fakeHost()
    const engine = host.engines.open({ url: 'unix:///var/run/docker.sock', tls: null })
    await expect(engine.about()).rejects.toMatchObject({ code: 'engine-unreachable' })
    const machine = host.engines.run()
    machine.addImage('app')
    const labels = { of: 'test' }
    const id = machine.create({ name: 'web', image: 'app', labels, program: PROGRAMS.waits })
    await engine.start(id)
    const events: EngineEvent[] = []
    const gaps: Gap['is'][] = []
    const onGap = ({ is }: Gap) => gaps.push(is)
    await engine.follow(labels, (event) => events.push(event), onGap)
    await engine.followLog(id, 0, () => undefined, onGap)
    await new Promise(setImmediate)
    machine.become('gone')
    machine.become('silent')
    expect(gaps).toEqual(['open', 'open'])
    await expect(engine.container(id)).rejects.toMatchObject({ code: 'engine-unreachable' })
    machine.become('answers')
    expect(gaps).toEqual(['open', 'open', 'closed', 'closed'])
    expect(await engine.container(id)).toMatchObject({ state: 'running' })
    expect(events).toEqual([])
  })
})
