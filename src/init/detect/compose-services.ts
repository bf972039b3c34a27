/** A Compose file as far as `init` looks into it: unlike a run, it starts no docker to read one. */
import { parse } from 'yaml'
import { z } from 'zod'

const port = z.union([z.string(), z.number(), z.object({ target: z.coerce.number() })])

const service = z.object({
  image: z.string().optional(),
  build: z.unknown().optional(),
  ports: z.array(port).default([]),
  expose: z.array(z.coerce.string()).default([]),
  container_name: z.string().optional(),
  profiles: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.unknown() }).optional(),
})
export type Service = z.output<typeof service>

const project = z.object({ services: z.record(z.string(), service).default({}) })

/** Null: it cannot be read, or has no services. What is written in it beyond these fields does not matter here. */
export function servicesIn(text: string): Record<string, Service> | null {
  const read = project.safeParse(asYaml(text))
  return read.success && Object.keys(read.data.services).length > 0 ? read.data.services : null
}

/** Text that is no YAML has no services: docker compose says what is wrong with it. */
function asYaml(text: string): unknown {
  try {
    return parse(text, { merge: true, logLevel: 'error' })
  } catch {
    return null
  }
}

/** The port inside the container of each that is published: of `127.0.0.1:8080:80/tcp`, 80. */
export function publishedPorts({ ports }: Service): number[] {
  return ports.map((each) => {
    if (typeof each === 'object') return each.target
    return Number(String(each).split('/')[0]?.split(':').at(-1)?.split('-')[0])
  })
}

/** On which it listens: published, or else exposed; null: the file does not say. */
export function portOf(of: Service): number | null {
  const [first] = [...publishedPorts(of), ...of.expose.map(Number)]
  return first !== undefined && Number.isInteger(first) ? first : null
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
