import { BALANCER } from '../balancer.ts'
import { pathInCheck } from '../guess.ts'
import type { Balancer, ComposeWay, Look } from '../way.ts'
import { type ComposeProject, composeProjectOf } from './compose-project.ts'
import { dependencyPort, isBeside, isEdge, portOf, publishedPorts, type Service } from './compose-services.ts'

const USUAL_PORT = 3000
const USUAL_EDGE_PORT = 80

type Named = [name: string, of: Service]

/** An app under Compose, with the balancer that it has, or one that is written for it. */
export async function detectCompose(look: Look): Promise<ComposeWay | null> {
  const project = await composeProjectOf(look)
  return project && wayOf(project)
}

function wayOf(project: ComposeProject): ComposeWay | null {
  const plain = Object.entries(project.services).filter(([, { profiles }]) => profiles.length === 0)
  const edge = plain.find(([name, of]) => isEdge(name, of)) ?? null
  const apps = appsAmong(
    plain.filter(([name]) => name !== edge?.[0]),
    edge !== null,
  )
  const [first, another] = apps
  if (first === undefined) return null
  const balancer = edge ? null : balancerFor(apps, project)
  return {
    target: 'compose',
    from: `${project.files.join(', ')}: ${apps.map(([name]) => name).join(', ')}${edge ? ` behind ${edge[0]}` : ''}`,
    files: [...project.files, ...(balancer ? [balancer.file] : [])],
    instances: another ? apps.map(([name]) => name) : { service: first[0], count: 2 },
    port: portOf(first[1]) ?? USUAL_PORT,
    edge: edge
      ? { service: edge[0], port: edgePort(edge[1]) ?? USUAL_EDGE_PORT }
      : { service: BALANCER.service, port: BALANCER.port },
    services: dependenciesAmong(plain),
    balancer,
    ready: checkOf(first),
    notes: [...project.notes, ...portNotes(first, edge), ...(edge ? [] : apps.flatMap(modeNotes))],
  }
}

/** The one that needs no certificate; null: it cannot be told. */
function edgePort(of: Service): number | null {
  const ports = publishedPorts(of)
  return ports.find((port) => port !== 443) ?? ports[0] ?? null
}

function portNotes([app, of]: Named, edge: Named | null): string[] {
  const ofApp = `No Compose file says on which port ${app} listens: ${USUAL_PORT} is taken; --port names another.`
  const ofEdge = `No Compose file says on which port ${edge?.[0]} listens: ${USUAL_EDGE_PORT} is taken; --edge ${edge?.[0]}:8080 would name another.`
  return [
    ...(portOf(of) === null ? [ofApp] : []),
    ...(edge !== null && edgePort(edge[1]) === null ? [ofEdge] : []),
  ]
}

function modeNotes([name, { network_mode: mode }]: Named): string[] {
  if (!mode) return []
  return [
    `${name} has network_mode: ${mode}, where the balancer does not find it by its name, and two containers of it have one port: take that away in a Compose file for the drills.`,
  ]
}

/**
 * Those that are built here and take requests; several of one build are the instances. Else the first with a port; what is
 * asked by an edge alone need not name one.
 */
function appsAmong(services: readonly Named[], isBehindEdge: boolean): Named[] {
  const candidates = services.filter(([name, of]) => dependencyPort(of) === null && !isBeside(name))
  const first =
    candidates.find(([, { build }]) => build != null) ??
    candidates.find(([, of]) => portOf(of) !== null) ??
    (isBehindEdge ? candidates[0] : undefined)
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

function balancerFor(apps: readonly Named[], { internal }: ComposeProject): Balancer {
  const networks = [...new Set(apps.flatMap(networksOf))]
  const isInternal = networks.every((name) => internal.includes(name))
  return { file: BALANCER.file, build: null, frees: freedOf(apps), networks, isInternal }
}

function networksOf([, { networks, network_mode: mode }]: Named): readonly string[] {
  return networks.length > 0 && !mode ? networks : ['default']
}

/** One published port, or one name, cannot be had by two containers of a scaled service. */
function freedOf(apps: readonly Named[]): Balancer['frees'] {
  const [first, another] = apps
  if (first === undefined || another !== undefined) return []
  const [, of] = first
  return [
    ...(of.ports.length > 0 ? (['ports'] as const) : []),
    ...(of.container_name ? (['container_name'] as const) : []),
  ]
}

function checkOf([name, { healthcheck }]: Named): ComposeWay['ready'] {
  const path = pathInCheck(JSON.stringify(healthcheck?.test ?? '').replaceAll('\\"', '"'))
  return path === null
    ? { path: '/', from: `${name} has no health check with a URL` }
    : { path, from: `the health check of ${name}` }
}
