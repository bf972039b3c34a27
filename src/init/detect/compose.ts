import { BALANCER } from '../balancer.ts'
import { pathInCheck } from '../guess.ts'
import type { Balancer, ComposeWay, Look } from '../way.ts'
import {
  dependencyPort,
  isBeside,
  isEdge,
  portOf,
  publishedPorts,
  type Service,
  servicesIn,
} from './compose-services.ts'

/** In the order in which docker compose looks for them. */
const FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml']
const USUAL_PORT = 3000

type Named = [name: string, of: Service]

/** An app under Compose, with the balancer that it has, or one that is written for it. */
export async function detectCompose(look: Look): Promise<ComposeWay | null> {
  for (const file of FILES) {
    const text = await look.read(file)
    if (text === null) continue
    const services = servicesIn(text)
    return services === null ? null : wayOf(file, Object.entries(services))
  }
  return null
}

function wayOf(file: string, services: readonly Named[]): ComposeWay | null {
  const plain = services.filter(([, { profiles }]) => profiles.length === 0)
  const edge = plain.find(([name, of]) => isEdge(name, of))
  const apps = appsAmong(plain.filter(([name]) => name !== edge?.[0]))
  const [first, another] = apps
  if (first === undefined) return null
  const instances = another ? apps.map(([name]) => name) : { service: first[0], count: 2 }
  const balancer = edge ? null : balancerFor(first, another !== undefined)
  const port = portOf(first[1])
  return {
    target: 'compose',
    from: `${file}: ${apps.map(([name]) => name).join(', ')}${edge ? ` behind ${edge[0]}` : ''}`,
    files: balancer ? [file, balancer.file] : [file],
    instances,
    port: port ?? USUAL_PORT,
    edge: edge
      ? { service: edge[0], port: edgePort(edge[1]) }
      : { service: BALANCER.service, port: BALANCER.port },
    services: dependenciesAmong(plain),
    balancer,
    ready: checkOf(first),
    notes:
      port === null
        ? [
            `${file} does not say on which port ${first[0]} listens: ${USUAL_PORT} is taken; --port names another.`,
          ]
        : [],
  }
}

/** The one that needs no certificate. */
function edgePort(of: Service): number {
  const ports = publishedPorts(of)
  return ports.find((port) => port !== 443) ?? ports[0] ?? 80
}

/** Those that are built here and take requests; several of one build are the instances. Else the first with a port. */
function appsAmong(services: readonly Named[]): Named[] {
  const candidates = services.filter(([name, of]) => dependencyPort(of) === null && !isBeside(name))
  const first =
    candidates.find(([, { build }]) => build !== undefined) ??
    candidates.find(([, of]) => portOf(of) !== null)
  if (first === undefined) return []
  const kind = kindOf(first[1])
  return candidates.filter(([, of]) => kindOf(of) === kind)
}

function kindOf({ build, image }: Service): string {
  return JSON.stringify(build ?? image)
}

function dependenciesAmong(services: readonly Named[]): Record<string, number> {
  return Object.fromEntries(
    services.flatMap(([name, of]) => {
      const port = dependencyPort(of)
      return port === null ? [] : [[name, port]]
    }),
  )
}

/** One published port, or one name, cannot be had by two containers of a scaled service. */
function balancerFor([, of]: Named, isSeveral: boolean): Balancer {
  const frees: Balancer['frees'][number][] = []
  if (!isSeveral && of.ports.length > 0) frees.push('ports')
  if (!isSeveral && of.container_name !== undefined) frees.push('container_name')
  return { file: BALANCER.file, build: null, frees }
}

function checkOf([name, { healthcheck }]: Named): ComposeWay['ready'] {
  const path = pathInCheck(JSON.stringify(healthcheck?.test ?? '').replaceAll('\\"', '"'))
  return path === null
    ? { path: '/', from: `${name} has no health check with a URL` }
    : { path, from: `the health check of ${name}` }
}
