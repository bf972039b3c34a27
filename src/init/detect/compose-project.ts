/** The Compose files that `docker compose up` would take by itself, as one. */
import type { Look } from '../way.ts'
import { type ComposeFile, projectIn, type Service } from './compose-services.ts'

/** Each in the order in which docker compose looks for them; the second kind is put over whichever is the first. */
const FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']
const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
]

export interface ComposeProject extends ComposeFile {
  files: readonly string[]
  /** What a person should know of how they were read; whole sentences. */
  notes: readonly string[]
}

/** Null: there is none, or it cannot be read. */
export async function composeProjectOf(look: Look): Promise<ComposeProject | null> {
  const first = await firstOf(FILES, look)
  const base = first && projectIn(first.text)
  if (!first || !base) return null
  const over = await firstOf(OVERRIDES, look)
  if (over === null) return { ...base, files: [first.path], notes: [] }
  const files = [first.path, over.path]
  // Tags that take back what the first file says.
  const more = /!(?:reset|override)\b/.test(over.text) ? null : projectIn(over.text)
  if (more !== null) return { ...merged(base, more), files, notes: [] }
  const note = `${over.path} belongs to the project, but what it changes was not read here: look at the ports and the networks.`
  return { ...base, files, notes: [note] }
}

async function firstOf(names: readonly string[], look: Look): Promise<{ path: string; text: string } | null> {
  for (const path of names) {
    const text = await look.read(path)
    if (text !== null) return { path, text }
  }
  return null
}

function merged(base: ComposeFile, over: ComposeFile): ComposeFile {
  const services = { ...base.services }
  for (const [name, more] of Object.entries(over.services)) {
    const there = services[name]
    services[name] = there ? mergedService(there, more) : more
  }
  return { services, internal: [...new Set([...base.internal, ...over.internal])] }
}

/** Lists grow, and anything else is replaced where it is said anew. */
function mergedService(base: Service, over: Service): Service {
  return {
    image: over.image ?? base.image,
    build: over.build ?? base.build,
    container_name: over.container_name ?? base.container_name,
    network_mode: over.network_mode ?? base.network_mode,
    healthcheck: over.healthcheck ?? base.healthcheck,
    ports: [...base.ports, ...over.ports],
    expose: [...base.expose, ...over.expose],
    profiles: [...base.profiles, ...over.profiles],
    networks: [...new Set([...base.networks, ...over.networks])],
  }
}
