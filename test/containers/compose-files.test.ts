/** The project of compose/, brought up by the commands of its README: what it is made of, and how it serves. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../fixtures/rig.ts'
import { type AccessLine, accessLines } from './access-line.ts'
import { output, run } from './commands.ts'
import { lacks, tellSkipped } from './lacks.ts'
import { Project } from './project.ts'

const SERVICES = ['db', 'edge', 'web-1', 'web-2']

describe.skipIf(tellSkipped(await lacks()))('the shop under Compose', () => {
  const project = new Project()
  let edge = ''
  beforeAll(async () => {
    await project.compose(['build', 'web-1'])
    await project.up()
    edge = await project.edge()
  })
  afterAll(() => project[Symbol.asyncDispose]())

  it('brings users to both instances', async () => {
    const seen = await Promise.all(Array.from({ length: 100 }, () => fetch(`${edge}/products?limit=1`)))
    expect(seen.map(({ status }) => status)).toEqual(Array(100).fill(200))
    const by = (instance: string) => seen.filter(({ headers }) => headers.get('x-instance') === instance)
    // Half of them each, by chance: fewer than a fifth once in 10⁹ times.
    for (const instance of ['web-1', 'web-2']) expect(by(instance).length).toBeGreaterThanOrEqual(20)
  })

  it('has the release of the tag, the same to the byte as one that is built without containers', async () => {
    const label = '{{ index .Config.Labels "org.opencontainers.image.version" }}'
    expect(await output(['docker', 'image', 'inspect', '--format', label, 'firedrill-shop:1.0.0'])).toBe(
      '1.0.0',
    )
    const built = JSON.parse(await output(['node', 'fixtures/shop/build.ts', '--version', '1.0.0']))
    const { headers } = await fetch(`${edge}/version`)
    expect(headers.get('x-release')).toBe('1.0.0')
    expect(headers.get('x-release-digest')).toBe(built.digest)
  })

  it('publishes the port of the edge, on loopback, and no other', async () => {
    const published = await Promise.all(
      SERVICES.map(async (service) => {
        const { Ports } = (await project.inspect(service)).NetworkSettings
        return Object.entries(Ports).flatMap(([port, at]) =>
          (at ?? []).map(({ HostIp }) => [service, port, HostIp]),
        )
      }),
    )
    expect(published.flat()).toEqual([['edge', '8080/tcp', '127.0.0.1']])
  })

  it('shows statistics inside, and takes orders about weights from nowhere but the edge itself', async () => {
    const page = await inside('web-1', 'edge/8404', 'GET /;csv HTTP/1.0\\r\\n\\r\\n')
    expect(page.stdout).toMatch(/^app,web-1,/m)
    expect((await inside('edge', '127.0.0.1/9999', 'show version\\n')).stdout).toMatch(/\d+\.\d+/)
    expect((await inside('web-1', 'edge/9999', 'show version\\n')).code).not.toBe(0)
  })

  it.each(SERVICES)('runs %s as nobody special, on a read-only file system, with limits', async (service) => {
    const seen = await project.inspect(service)
    const uids = await project.compose(['exec', '-T', service, 'grep', '^Uid:', '/proc/1/status'])
    expect(uids).toMatch(/^Uid:(\s+[1-9]\d*){4}$/)
    const touched = await run(['docker', 'exec', seen.Id, 'touch', '/somewhere'])
    expect(touched.stderr).toMatch(/Read-only file system|Permission denied/)
    const asRoot = await run(['docker', 'exec', '--user', '0', seen.Id, 'touch', '/somewhere'])
    expect(asRoot.stderr).toMatch(/Read-only file system/)
    expect(seen.HostConfig.ReadonlyRootfs).toBe(true)
    expect(seen.HostConfig.Memory).toBeGreaterThan(0)
    expect(seen.HostConfig.NanoCpus).toBeGreaterThan(0)
    expect(seen.HostConfig.RestartPolicy.Name).toBe('unless-stopped')
  })

  it.each([
    ['an instance that is not there', 'web-9=0', 64, 'there is no instance web-9'],
    ['a weight that HAProxy does not take', 'web-1=257', 1, 'web-1: '],
    ['what is no weight', 'web-1', 64, 'usage: weights'],
  ])('refuses %s', async (_what, weight, code, words) => {
    const told = await run(['docker', 'exec', await project.container('edge'), 'weights', weight])
    expect(told.code).toBe(code)
    expect(told.stderr).toContain(words)
  })

  it('writes one line of JSON for each request', async () => {
    const before = accessLines(await project.stdout('edge')).length
    const sentMs = Date.now()
    const { headers } = await fetch(`${edge}/products/7?whose=%22secret%22`)
    const tookMs = Date.now() - sentMs
    const line = await lineAfter(before)
    expect(line).toMatchObject({ method: 'GET', path: '/products/7', status: 200, retries: '0', ended: '--' })
    expect(line.instance).toBe(headers.get('x-instance'))
    expect(line.time).toBeGreaterThanOrEqual(sentMs)
    expect(line.time).toBeLessThanOrEqual(sentMs + tookMs)
    expect(line.durationMs).toBeGreaterThanOrEqual(0)
    expect(line.durationMs).toBeLessThanOrEqual(tookMs + 1)
  })

  it('writes a line that can be read also for what is no request', async () => {
    const before = accessLines(await project.stdout('edge')).length
    const { hostname, port } = new URL(edge)
    const socket = connect(Number(port), hostname)
    socket.end('\x16\x03 "nonsense"\r\n\r\n').resume()
    await once(socket, 'close')
    expect(await lineAfter(before)).toMatchObject({ time: null, status: 400, instance: null })
  })

  it('is alive and not ready while its database is away, and ready again after that', async () => {
    const health = async () => (await project.inspect('web-1')).State.Health?.Status
    const { State: before } = await project.inspect('web-1')
    await project.compose(['stop', 'db'])
    await eventually('unhealthy by its health check', async () => (await health()) === 'unhealthy', 20_000)
    expect((await fetch(`${edge}/_edge/ready`)).status).toBe(503)
    await project.compose(['start', 'db'])
    await eventually('healthy again', async () => (await health()) === 'healthy', 20_000)
    expect((await fetch(`${edge}/_edge/ready`)).status).toBe(200)
    expect((await project.inspect('web-1')).State.StartedAt).toBe(before.StartedAt)
  })

  /** Writes to a port as seen from a container, and reads all that comes. */
  async function inside(service: string, address: string, text: string) {
    const script = `exec 3<>/dev/tcp/${address} && printf '${text}' >&3 && cat <&3`
    return run(['docker', 'exec', await project.container(service), 'timeout', '5', 'bash', '-c', script])
  }

  async function lineAfter(count: number): Promise<AccessLine> {
    let lines: AccessLine[] = []
    await eventually('a further line', async () => {
      lines = accessLines(await project.stdout('edge'))
      return lines.length > count
    })
    return lines[count] as AccessLine
  }
})
