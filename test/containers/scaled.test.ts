/** A service of two replicas: each is hit and replaced by itself, and is asked where it is now. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createComposeTarget } from '../../src/target/compose/compose-target.ts'
import type { Instance, Release, RunningTarget } from '../../src/target/target.ts'
import { eventually } from '../fixtures/rig.ts'
import { createWorld, type World } from '../target/recorder.ts'
import { output } from './commands.ts'
import { lacks, tellSkipped } from './lacks.ts'
import { root } from './project.ts'

const OPTIONS = {
  files: ['compose/scaled.yml'],
  inheritEnv: ['NODE_IMAGE', 'POSTGRES_IMAGE', 'HAPROXY_IMAGE'],
  instances: { service: 'web', count: 2 },
  edge: { service: 'edge', port: 8080, ready: '/_edge/ready' },
  services: { db: { port: 5432 } },
  prepare: [{ run: 'docker compose run --rm -T migrate migrate.js up' }],
  version: '/version',
  probePath: '/products',
  release: {
    variable: 'SHOP_TAG',
    image: 'firedrill-shop:{version}',
    build: 'docker compose build web',
    current: '1.0.0',
    next: '1.0.1',
  },
}
const open = new AbortController().signal

describe.skipIf(tellSkipped(await lacks()))('a scaled service', () => {
  let world: World
  let running: RunningTarget
  const look = async (name: string): Promise<Instance> => {
    const found = (await running.instances()).find((each) => each.name === name)
    if (!found) throw new Error(`no ${name}`)
    return found
  }
  const idOf = async (name: string) => (await look(name)).identity?.container?.id ?? null
  const stateOf = (id: string | null) =>
    output(['docker', 'inspect', '--format', '{{ .State.Status }}', id ?? ''])
  /** All that Compose knows of it: number and state, in order. */
  const replicas = async () => {
    const label = (name: string) => `com.docker.compose.${name}`
    const of = (name: string, value: string) => ['--filter', `label=${label(name)}=${value}`]
    const project = `firedrill-${world.context.run}`
    const format = `{{ .Label "${label('container-number')}" }} {{ .State }}`
    const list = await output([
      'docker',
      'ps',
      '--all',
      ...of('project', project),
      ...of('service', 'web'),
      '--format',
      format,
    ])
    return list.split('\n').toSorted()
  }
  const shipAll = async (release: Release) => {
    for (const name of ['web-1', 'web-2']) {
      await running.deploy?.replace(name, release, open)
      await eventually(
        `${name} is reached`,
        async () => (await running.deploy?.reached(name)) === true,
        60_000,
      )
    }
  }

  beforeAll(async () => {
    world = await createWorld()
    const target = createComposeTarget(OPTIONS, { root })
    expect(await target.check(world.host)).toEqual([])
    running = await target.start(world.context)
  })
  afterAll(async () => {
    await running?.stop()
    await world.close()
    expect(
      await output(['docker', 'ps', '-aq', '--filter', `label=dev.firedrill.run=${world.context.run}`]),
    ).toBe('')
  })

  it('is an app of so many instances, each at an address of its own', async () => {
    const instances = await running.instances()
    expect(instances.map(({ name, ready }) => ({ name, ready }))).toEqual([
      { name: 'web-1', ready: true },
      { name: 'web-2', ready: true },
    ])
    expect(new Set(instances.map(({ url }) => url)).size).toBe(2)
    expect(await replicas()).toEqual(['1 running', '2 running'])
    expect(
      await output(['docker', 'inspect', '--format', '{{ .Name }}', (await idOf('web-2')) ?? '']),
    ).toMatch(/-web-2$/)
  })

  it('loses just the replica that is killed, which comes back as it is started', async () => {
    const [first, second] = [await look('web-1'), await look('web-2')]
    await world.context.change({ what: 'kill web-2', undo: running.lifecycle!.killUndo(second) }, () =>
      running.lifecycle!.kill(second),
    )
    expect(await replicas()).toEqual(['1 running', '2 exited'])
    expect(await look('web-2')).toMatchObject({ identity: null, ready: false, url: second.url })
    expect((await world.host.net.request(second.url!, { timeoutMs: 500 })).error).toBe('ECONNREFUSED')
    expect((await look('web-1')).identity).toEqual(first.identity)
    await running.lifecycle!.start('web-2')
    const back = await look('web-2')
    expect(back).toMatchObject({
      ready: true,
      identity: { container: { id: second.identity?.container?.id } },
    })
    expect(back.identity?.container?.startedMs).not.toBe(second.identity?.container?.startedMs)
  })

  it('freezes, stops and crashes one, and leaves the other alone', async () => {
    const other = await look('web-2')
    const one = await look('web-1')
    await world.context.change({ what: 'pause web-1', undo: running.suspend!.pauseUndo(one) }, () =>
      running.suspend!.pause(one),
    )
    expect(await replicas()).toEqual(['1 paused', '2 running'])
    await world.context.change({ what: 'resume', undo: running.suspend!.pauseUndo(one) }, () =>
      running.suspend!.resume(one),
    )
    expect(await running.lifecycle!.stop('web-1')).toMatchObject({ exitCode: 0, killed: false })
    expect(await replicas()).toEqual(['1 exited', '2 running'])
    await running.lifecycle!.start('web-1')
    const up = await look('web-1')
    await world.context.change({ what: 'crash', undo: { kind: 'covered', args: { by: 'the test' } } }, () =>
      running.crash!.crash(up, 'abort', 'r'),
    )
    await eventually(
      'its restart policy acts',
      async () => {
        const now = await look('web-1')
        return now.ready && now.identity?.container?.startedMs !== up.identity?.container?.startedMs
      },
      20_000,
    )
    expect((await look('web-2')).identity).toEqual(other.identity)
  })

  it('gets a release one after the other, by further replicas, and the old one back in the same way', async () => {
    const before = [await idOf('web-1'), await idOf('web-2')]
    const seen: (number | null)[] = []
    const over = new AbortController()
    const users = (async () => {
      while (!over.signal.aborted) {
        seen.push((await world.host.net.request(`${running.edge.href}products`, { timeoutMs: 5000 })).status)
      }
    })()
    await shipAll(await running.deploy!.find('1.0.1'))
    expect((await running.instances()).map(({ release }) => release?.version)).toEqual(['1.0.1', '1.0.1'])
    expect(await replicas()).toEqual(['3 running', '4 running'])
    for (const id of before) await expect(stateOf(id)).rejects.toThrow(/No such/i)
    await shipAll(await running.deploy!.find('1.0.0'))
    over.abort()
    await users
    expect((await running.instances()).map(({ release }) => release?.version)).toEqual(['1.0.0', '1.0.0'])
    expect(await replicas()).toEqual(['5 running', '6 running'])
    // Users are served all the while; how many are lost is for drills to judge.
    expect(seen.filter((status) => status === 200).length).toBeGreaterThan(20)
    expect(running.unexpectedEnds().filter(({ how }) => how !== 'exit code 134')).toEqual([])
  })

  it('leaves one that is down as it is while another is replaced', async () => {
    const down = await look('web-2')
    await world.context.change({ what: 'kill web-2', undo: running.lifecycle!.killUndo(down) }, () =>
      running.lifecycle!.kill(down),
    )
    await running.deploy!.replace('web-1', await running.deploy!.find('1.0.0'), open)
    expect(await replicas()).toEqual(['6 exited', '7 running'])
    await running.deploy!.replace('web-2', await running.deploy!.find('1.0.0'), open)
    expect(await replicas()).toEqual(['7 running', '8 running'])
    expect(world.unjournaled).toEqual([])
  })
})
