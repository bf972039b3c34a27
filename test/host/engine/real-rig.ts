/**
 * Containers on the engine of this machine, for the suite that every engine passes. Their image is made of Debian's
 * statically linked busybox: no registry is needed.
 */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import Docker from 'dockerode'
import { messageOf } from '../../../src/errors.ts'
import { findEndpoint } from '../../../src/host/engine/endpoint.ts'
import type { Endpoint } from '../../../src/host/engine/engine.ts'
import type { Host } from '../../../src/host/host.ts'
import type { CutEngine, EngineRig, ProgramName } from '../conformance/engine.ts'

const BUSYBOX = '/bin/busybox'
const APPLETS = ['cat', 'dd', 'echo', 'printf', 'rm', 'sed', 'sh', 'sleep', 'test', 'touch', 'true']
const SCRIPTS: Record<string, string> = {
  both: 'echo out; echo err >&2; exit 4',
  'says-and-sleeps': 'echo begun; sleep "$1"',
}
const SH = ['/bin/sh', '-c']
const COMMANDS: Record<ProgramName, string[]> = {
  // The trap comes first: who has seen `waiting` may signal.
  waits: [...SH, "trap 'echo ending; exit 7' TERM; echo waiting; sleep 1000 & wait"],
  // The first process of a container takes no notice of a signal that it has no handler for.
  deaf: ['/bin/sleep', '1000'],
  talks: [...SH, 'echo out; echo err >&2; printf %040000d 0 | sed s/0/x/g; echo; printf last; exit 3'],
  spins: [...SH, 'while :; do :; done'],
  eats: [
    ...SH,
    "trap 'exec dd if=/dev/zero of=/dev/null bs=100M' TERM; echo hungry; while :; do sleep 1000 & wait; done",
  ],
}
/** Of a health check; an engine takes nothing below a ms. */
const CHECK_EVERY_NS = 200e6
const CHECK_TIMEOUT_NS = 5e9

/** Why the engine of this machine cannot be used by the suite; null: it can. */
export async function whatIsMissing(host: Host): Promise<string | null> {
  // A program that needs a loader does not run in an image that has nothing else.
  const usable = existsSync(BUSYBOX) && !readFileSync(BUSYBOX).includes('/ld-linux')
  if (!usable) return `a static ${BUSYBOX}: Debian's busybox-static`
  try {
    const endpoint = await findEndpoint(host)
    if (!endpoint.url.startsWith('unix://')) return 'a Docker engine of this machine'
    await host.engines.open(endpoint, { timeoutMs: 5000 }).about()
    return null
  } catch (error) {
    return `a Docker engine: ${messageOf(error)}`
  }
}

export async function realRig(host: Host): Promise<EngineRig> {
  const endpoint = await findEndpoint(host)
  const docker = new Docker({ socketPath: endpoint.url.slice('unix://'.length) })
  const run = Math.random().toString(36).slice(2, 10)
  const labels = { 'fdtest-a': run }
  const image = `fdtest-a-${run}:1`
  let made = 0
  const name = (): string => `fdtest-a-${run}-${++made}`
  return {
    host,
    endpoint,
    labels,
    image,
    file: '/etc/passwd',
    noSignals: host.isRoot && host.platform === 'linux' ? null : 'root on Linux',
    setUp: async () => void (await makeImage(docker, image, labels)),
    async tearDown() {
      const engine = host.engines.open(endpoint)
      for (const { id } of await engine.networks(labels)) await engine.removeNetwork(id)
      for (const { id } of await engine.volumes(labels)) await engine.removeVolume(id)
      for (const { id } of await engine.images(labels)) await engine.removeImage(id)
    },
    async make({ program, restarts, networks, publishedAt, limits = {}, checked, ...wish }) {
      const names = Object.keys(networks ?? {})
      const { cpus = 0, memoryBytes = 0 } = limits
      const container = await docker.createContainer({
        name: name(),
        Image: image,
        Cmd: COMMANDS[program],
        Labels: { ...labels, ...wish.labels },
        ...(checked ? { Healthcheck: CHECK } : {}),
        ...(publishedAt ? { ExposedPorts: { '8080/tcp': {} } } : {}),
        HostConfig: {
          NetworkMode: names[0] ?? 'none',
          ...(restarts ? { RestartPolicy: { Name: 'always' } } : {}),
          ...(publishedAt
            ? { PortBindings: { '8080/tcp': [{ HostIp: '127.0.0.1', HostPort: String(publishedAt) }] } }
            : {}),
          NanoCpus: cpus * 1e9,
          Memory: memoryBytes,
          MemorySwap: memoryBytes,
        },
        NetworkingConfig: {
          EndpointsConfig: Object.fromEntries(
            Object.entries(networks ?? {}).map(([each, Aliases]) => [each, { Aliases }]),
          ),
        },
      })
      return container.id
    },
    async makeNetwork() {
      const network = name()
      const { id } = await docker.createNetwork({ Name: network, Labels: labels })
      return { id, name: network, labels }
    },
    async makeVolume() {
      const volume = name()
      await docker.createVolume({ Name: volume, Labels: labels })
      return { id: volume, name: volume, labels }
    },
    async makeImage() {
      const other = `${name()}:1`
      await makeImage(docker, other, { ...labels, kind: 'other' })
      const { Id } = await docker.getImage(other).inspect()
      return { id: Id, name: other, labels: { ...labels, kind: 'other' } }
    },
    async setHealthy(id, healthy) {
      const argv = healthy ? ['touch', '/healthy'] : ['rm', '-f', '/healthy']
      await host.engines.open(endpoint).exec(id, argv, { timeoutMs: 10_000 })
    },
    deadEndpoints,
    cutEngine: () => cutWay(endpoint.url.slice('unix://'.length)),
  }
}

const CHECK = {
  Test: ['CMD', 'test', '-e', '/healthy'],
  Interval: CHECK_EVERY_NS,
  Timeout: CHECK_TIMEOUT_NS,
  Retries: 1,
}

/** An image of busybox, some of its applets and the scripts, out of a tar file. */
async function makeImage(docker: Docker, name: string, labels: Record<string, string>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'firedrill-image-'))
  try {
    const bin = join(root, 'bin')
    mkdirSync(bin)
    copyFileSync(BUSYBOX, join(bin, 'busybox'))
    for (const applet of APPLETS) symlinkSync('busybox', join(bin, applet))
    for (const [script, text] of Object.entries(SCRIPTS)) {
      writeFileSync(join(bin, script), `#!/bin/sh\n${text}\n`)
      chmodSync(join(bin, script), 0o755)
    }
    const tar = spawnSync('tar', ['-C', root, '-c', '.'], { maxBuffer: 2 ** 26 })
    if (tar.status !== 0) throw new Error(`tar: ${tar.stderr}`)
    const [repo = '', tag = ''] = name.split(':')
    const changes = [
      'ENV PATH=/bin',
      ...Object.entries(labels).map(([key, value]) => `LABEL ${key}=${value}`),
    ]
    const told = await docker.importImage(Readable.from([tar.stdout]), { repo, tag, changes })
    await finished((told as Readable).resume())
  } finally {
    rmSync(root, { recursive: true })
  }
}

/** A port of which nothing is heard, and one that nobody has. */
const deadEndpoints: EngineRig['deadEndpoints'] = async () => {
  const sockets = new Set<Socket>()
  const listen = (): Promise<Server> =>
    new Promise((resolve) => {
      const server = createServer((socket) => void sockets.add(socket.on('error', () => undefined)))
      server.listen(0, '127.0.0.1', () => resolve(server))
    })
  const portOf = (server: Server): number => (server.address() as { port: number }).port
  const close = (server: Server): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })
  const [silent, closed] = [await listen(), await listen()]
  const at = (server: Server): Endpoint => ({ url: `tcp://127.0.0.1:${portOf(server)}`, tls: null })
  const endpoints = { silent: at(silent), closed: at(closed) }
  await close(closed)
  return { ...endpoints, close: () => close(silent) }
}

/** A port that leads to the engine's socket; cut, whoever connects is cut off at once. */
async function cutWay(socketPath: string): Promise<CutEngine> {
  const sockets = new Set<Socket>()
  let isCut = false
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  const server = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connect(socketPath)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('error', () => undefined).on('close', () => to.destroy())
      from.pipe(to)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    endpoint: { url: `tcp://127.0.0.1:${port}`, tls: null },
    cut() {
      isCut = true
      cutAll()
    },
    mend() {
      isCut = false
    },
    close() {
      cutAll()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
