/** As much of an engine as a keeper speaks to, in memory: it answers as Docker does. */
import type { Answer, Ask } from '../../../src/host/keeper/asking.ts'

export interface MadeContainer {
  Id: string
  Name: string
  State: { Paused: boolean; Running: boolean; StartedAt?: string }
  Config: { Labels: Record<string, string> }
  HostConfig: Record<string, number>
  NetworkSettings: { Networks: Record<string, { Aliases: string[] | null; Links: string[] | null }> }
}

export interface MadeEngine {
  ask: Ask
  containers: MadeContainer[]
  /** By kind, each with its labels. */
  things: Record<'networks' | 'volumes' | 'images', { id: string; labels: Record<string, string> }[]>
  /** `POST /containers/web/unpause`, of all that is no look. */
  acts: string[]
  /** From now on nothing answers, or something again. */
  reachable: boolean
  add(name: string, more?: Partial<MadeContainer>): MadeContainer
}

const OK: Answer = { status: 204, json: {} }
const refused = (status: number, message: string): Answer => ({ status, json: { message } })

export function madeEngine(): MadeEngine {
  const engine: MadeEngine = {
    containers: [],
    things: { networks: [], volumes: [], images: [] },
    acts: [],
    reachable: true,
    add(name, more = {}) {
      const container: MadeContainer = {
        Id: name.padEnd(64, '0'),
        Name: `/${name}`,
        State: { Paused: false, Running: true },
        Config: { Labels: {} },
        HostConfig: {},
        NetworkSettings: { Networks: {} },
        ...more,
      }
      engine.containers.push(container)
      return container
    },
    async ask(method, path, body) {
      if (!engine.reachable) return { status: 0, json: { message: 'connect ECONNREFUSED' } }
      if (method !== 'GET') engine.acts.push(`${method} ${path.replace(/0{20,}/, '')}`)
      const [bare = '', query = ''] = path.split('?')
      const [, kind = '', id = '', verb = ''] = bare.split('/').map(decodeURIComponent)
      if (id === 'json' || verb === '') return listOrRemove(engine, method, kind, id, query)
      if (kind === 'networks') return network(engine, id, verb, body)
      const found = find(engine, id)
      if (!found) return refused(404, `No such container: ${id}`)
      return verb === 'json' ? { status: 200, json: structuredClone(found) } : act(found, verb, body, query)
    },
  }
  return engine
}

const find = (engine: MadeEngine, id: string) =>
  engine.containers.find(({ Id, Name }) => Id === id || Name === `/${id}`)

function act(container: MadeContainer, verb: string, body: unknown, query: string): Answer {
  const { State } = container
  switch (verb) {
    case 'unpause':
      if (!State.Paused) return refused(500, 'Container is not paused')
      State.Paused = false
      return OK
    case 'start':
      if (State.Running) return { status: 304, json: {} }
      State.Running = true
      State.StartedAt = new Date().toISOString()
      return OK
    case 'update':
      Object.assign(container.HostConfig, body)
      return { status: 200, json: {} }
    case 'rename':
      container.Name = `/${new URLSearchParams(query).get('name')}`
      return OK
    default:
      return refused(404, 'page not found')
  }
}

function network(engine: MadeEngine, name: string, verb: string, body: unknown): Answer {
  const { Container, EndpointConfig = {} } = body as {
    Container: string
    EndpointConfig?: { Aliases?: string[]; Links?: string[] }
  }
  const found = find(engine, Container)
  if (!found) return refused(404, `No such container: ${Container}`)
  const { Networks } = found.NetworkSettings
  if (verb === 'disconnect') {
    if (!(name in Networks)) return refused(403, `container is not connected to the network ${name}`)
    delete Networks[name]
    return OK
  }
  if (name in Networks) return refused(403, 'endpoint already exists')
  Networks[name] = { Aliases: EndpointConfig.Aliases ?? null, Links: EndpointConfig.Links ?? null }
  return OK
}

function listOrRemove(engine: MadeEngine, method: string, kind: string, id: string, query: string): Answer {
  if (method === 'DELETE') return remove(engine, kind, id)
  const { label = [] }: { label?: string[] } = JSON.parse(new URLSearchParams(query).get('filters') ?? '{}')
  const carries = (labels: Record<string, string>) =>
    label.every((each) => Object.entries(labels).some(([name, value]) => each === `${name}=${value}`))
  if (kind === 'containers') {
    const all = engine.containers.filter(({ Config }) => carries(Config.Labels))
    const json = all.map(({ Id, State }) => ({ Id, State: State.Paused ? 'paused' : 'running' }))
    return { status: 200, json }
  }
  const things = engine.things[kind as keyof MadeEngine['things']].filter(({ labels }) => carries(labels))
  const json = things.map((each) => ({ Id: each.id, Name: each.id }))
  return { status: 200, json: kind === 'volumes' ? { Volumes: json } : json }
}

function remove(engine: MadeEngine, kind: string, id: string): Answer {
  if (kind !== 'containers') {
    const things = engine.things[kind as keyof MadeEngine['things']]
    const index = things.findIndex((each) => each.id === id)
    if (index < 0) return refused(404, `No such thing: ${id}`)
    things.splice(index, 1)
    return OK
  }
  const found = find(engine, id)
  if (!found) return refused(404, `No such container: ${id}`)
  if (found.State.Paused) return refused(409, 'Container is paused. Unpause the container first')
  engine.containers.splice(engine.containers.indexOf(found), 1)
  return OK
}
