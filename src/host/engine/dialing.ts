import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { join } from 'node:path'
import type Docker from 'dockerode'
import type { Files } from '../host.ts'
import type { Endpoint } from './engine.ts'
import { engineError, unreachable } from './engine-error.ts'
import { byNames } from './named.ts'

const DEFAULT_SOCKET = '/var/run/docker.sock'
const PORT = '2375'
const TLS_PORT = '2376'

interface Dialed {
  docker: Docker
  /** Ends whatever is still open. */
  close(): void
}

type Material = Partial<Record<'ca' | 'cert' | 'key', string>>

/** Makes a client for each request. What the endpoint says, and nothing else, decides where it goes. */
export function dialing(endpoint: Endpoint, files: Files): () => Promise<Dialed> {
  const where = whereOf(endpoint)
  let material: Promise<Material> | null = null
  return async () => {
    if (where instanceof Error) throw where
    const { tls, url } = endpoint
    if (tls !== null) material ??= materialIn(tls.dir, url, files)
    const pems = await (material ?? {})
    // Loading it takes a third of a second, which only a drill that needs an engine should pay.
    const { default: Client } = await import('dockerode')
    const agent = tls === null ? new HttpAgent() : new HttpsAgent({ ...pems, rejectUnauthorized: tls.verify })
    const protocol = tls === null ? 'http' : 'https'
    // All of them, also those that are undefined: the client fills in what it finds in the environment otherwise.
    const options: Docker.DockerOptions & { agent: HttpAgent } = {
      ...NOTHING,
      ...where,
      ...pems,
      protocol,
      agent,
    }
    try {
      return { docker: byNames(new Client(options)), close: () => agent.destroy() }
    } catch (error) {
      throw engineError(url, 'answer', error)
    }
  }
}

const NOTHING = {
  socketPath: undefined,
  host: undefined,
  port: undefined,
  pathPrefix: '/',
  username: undefined,
  ca: undefined,
  cert: undefined,
  key: undefined,
  timeout: undefined,
}

function whereOf({ url, tls }: Endpoint): { socketPath: string } | { host: string; port: string } | Error {
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/.exec(url) ?? []
  if (scheme === 'unix') return { socketPath: rest === '' ? DEFAULT_SOCKET : rest }
  const { hostname = '', port = '' } = URL.canParse(url) ? new URL(url) : {}
  if (scheme === 'tcp' && hostname !== '') {
    return { host: hostname, port: port === '' ? (tls === null ? PORT : TLS_PORT) : port }
  }
  const tunnel =
    'Open a way to it, and name that: `ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock <host>`, DOCKER_HOST=unix:///tmp/docker.sock; and say lease: { always: true } (docs/lease.md).'
  return scheme === 'ssh'
    ? unreachable(url, 'firedrill does not speak to engines over ssh', tunnel)
    : unreachable(
        url,
        'it is not an address of an engine',
        'Name it as unix:///<socket> or tcp://<host>:<port>.',
      )
}

async function materialIn(dir: string, url: string, files: Files): Promise<Material> {
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map((name) => files.readIfThere(join(dir, name))),
  )
  const found = Object.fromEntries(Object.entries({ ca, cert, key }).filter(([, pem]) => pem !== null))
  if (Object.keys(found).length > 0) return found as Material
  throw unreachable(
    url,
    `there is none of ca.pem, cert.pem and key.pem in ${dir}`,
    'Correct DOCKER_CERT_PATH.',
  )
}
