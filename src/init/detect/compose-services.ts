/** A Compose file as far as `init` looks into it: unlike a run, it starts no docker to read one. */
import { parse } from 'yaml'
import { z } from 'zod'

const written = z.union([z.string(), z.number()])
const port = z.union([written, z.object({ target: written })])
const network = z.object({ internal: z.unknown() }).partial().nullish()

/** What is empty (`ports:`) is as if it were not there. */
function listOf<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .nullish()
    .transform((list) => list ?? [])
}

const service = z.object({
  image: z.string().nullish(),
  build: z.unknown().optional(),
  ports: listOf(port),
  expose: listOf(z.coerce.string()),
  container_name: z.string().nullish(),
  profiles: listOf(z.string()),
  healthcheck: z.object({ test: z.unknown() }).partial().nullish(),
  network_mode: z.string().nullish(),
  networks: z
    .union([z.array(z.string()), z.record(z.string(), z.unknown()).transform(Object.keys)])
    .nullish()
    .transform((names) => names ?? []),
})
export type Service = z.output<typeof service>

const project = z.object({
  services: z.record(z.string(), service).nullish(),
  networks: z.record(z.string(), network).nullish(),
})

export interface ComposeFile {
  services: Readonly<Record<string, Service>>
  /** Networks that lead nowhere else: no port can be published by way of them. */
  internal: readonly string[]
}

/** Null: it cannot be read. What is written in it beyond these fields does not matter here. */
export function projectIn(text: string): ComposeFile | null {
  const read = project.safeParse(asYaml(text))
  if (!read.success) return null
  const networks = Object.entries(read.data.networks ?? {})
  return {
    services: read.data.services ?? {},
    internal: networks.flatMap(([name, of]) => (of?.internal === true ? [name] : [])),
  }
}

/** Text that is no YAML has no services: docker compose says what is wrong with it. */
function asYaml(text: string): unknown {
  try {
    return parse(text, { merge: true, logLevel: 'error' })
  } catch {
    return null
  }
}

/** The port inside the container of each that is published, where it can be told: of `127.0.0.1:8080:80/tcp`, 80. */
export function publishedPorts({ ports }: Service): number[] {
  return ports.flatMap((each) => {
    const text = withDefaults(String(typeof each === 'object' ? each.target : each))
    return portsIn(text.split('/')[0]?.split(':').at(-1)?.split('-')[0])
  })
}

/** On which it listens: published, or else exposed; null: the file does not say. */
export function portOf(of: Service): number | null {
  const exposed = of.expose.flatMap((each) => portsIn(withDefaults(each).split('/')[0]))
  return [...publishedPorts(of), ...exposed][0] ?? null
}

/** As Compose fills them in where nothing is set: `${PORT:-3000}`, and one within another. */
function withDefaults(text: string): string {
  const filled = text.replaceAll(/\$\{\w+:?-([^${}]*)\}/g, '$1')
  return filled === text ? text : withDefaults(filled)
}

/** None for what is no port. */
function portsIn(text = ''): number[] {
  const port = Number(text)
  return text !== '' && Number.isInteger(port) && port >= 1 && port <= 65_535 ? [port] : []
}

const EDGE_IMAGE = /(^|\/)(nginx|haproxy|traefik|caddy|envoy|httpd|openresty)(?=[:@-]|$)/
const EDGE_NAME =
  /^(edge|proxy|reverse-?proxy|lb|load-?balancer|balancer|gateway|nginx|haproxy|traefik|caddy|envoy)$/i

/** What stands before the others: published, and a balancer by its image or its name. */
export function isEdge(name: string, of: Service): boolean {
  return of.ports.length > 0 && (EDGE_NAME.test(name) || EDGE_IMAGE.test(of.image ?? ''))
}

/** What apps depend on, by the image, and where each listens. */
const DEPENDENCIES: readonly [image: RegExp, port: number][] = [
  [/postgres|postgis|timescale|pgvector/, 5432],
  [/mysql|mariadb/, 3306],
  [/mongo/, 27017],
  [/redis|valkey|dragonfly/, 6379],
  [/memcached/, 11211],
  [/rabbitmq/, 5672],
  [/nats/, 4222],
  [/kafka|redpanda/, 9092],
  [/elasticsearch|opensearch/, 9200],
  [/minio/, 9000],
  [/mailhog|mailpit|maildev/, 1025],
]

/** Null: it is not known as something that apps depend on. */
export function dependencyPort({ image }: Service): number | null {
  return DEPENDENCIES.find(([pattern]) => pattern.test(image ?? ''))?.[1] ?? null
}

const BESIDE =
  /(^|[-_])(worker|jobs?|queue|cron|scheduler|beat|sidekiq|celery|migrate|migrations?|setup|seed|init)([-_]|$)/i

/** Of the same image as the app, and nobody's requests go to it. */
export function isBeside(name: string): boolean {
  return BESIDE.test(name)
}
