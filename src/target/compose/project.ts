/** A Compose project as `docker compose config` tells it: the user's files with every variable and default filled in. */
import { z } from 'zod'
import { FiredrillError } from '../../errors.ts'
import { goDurationMs } from '../../go-duration.ts'

const portSchema = z.looseObject({
  target: z.int(),
  published: z.string().optional(),
  host_ip: z.string().optional(),
})

const serviceSchema = z.looseObject({
  image: z.string().optional(),
  build: z
    .looseObject({
      context: z.string().optional(),
      dockerfile: z.string().optional(),
      args: z.record(z.string(), z.string().nullable()).default({}),
    })
    .optional(),
  container_name: z.string().optional(),
  entrypoint: z.array(z.string()).nullish(),
  ports: z.array(portSchema).default([]),
  /** As Compose writes it: `45s`, `1m30s`; absent: its own 10 s. */
  stop_grace_period: z.string().optional(),
  stop_signal: z.string().optional(),
  restart: z.string().optional(),
  profiles: z.array(z.string()).default([]),
  networks: z.record(z.string(), z.unknown()).nullable().default({}),
  /** `host`, `none`, `service:…`: it is on no network of the project. */
  network_mode: z.string().optional(),
  healthcheck: z.looseObject({}).optional(),
  /** The older word for `deploy.replicas`. */
  scale: z.int().optional(),
  deploy: z.looseObject({ replicas: z.int().optional() }).nullish(),
  environment: z.record(z.string(), z.string().nullable()).default({}),
})

const resourceSchema = z
  .looseObject({ name: z.string().optional(), external: z.boolean().default(false) })
  .nullable()

const networkSchema = z
  .looseObject({
    name: z.string().optional(),
    external: z.boolean().default(false),
    /** Nothing gets out by it, and no port is published by it. */
    internal: z.boolean().default(false),
  })
  .nullable()

const projectSchema = z.looseObject({
  name: z.string(),
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), networkSchema).default({}),
  volumes: z.record(z.string(), resourceSchema).default({}),
})

export type Project = z.output<typeof projectSchema>
export type ProjectService = z.output<typeof serviceSchema>

/** Of what `docker compose config --format json` printed. Throws `config-invalid`. */
export function parseProject(json: string): Project {
  const parsed = projectSchema.safeParse(jsonOf(json))
  if (parsed.success) return parsed.data
  throw new FiredrillError(
    'config-invalid',
    'What `docker compose config --format json` printed is not a project.',
    {
      hint: 'Run it by hand with the configured files; it takes Compose v2 or newer.',
      cause: parsed.error,
    },
  )
}

/** How long Compose waits between the stop signal and SIGKILL, ms. Source: Compose file reference, stop_grace_period. */
export function graceMs({ stop_grace_period: written }: Pick<ProjectService, 'stop_grace_period'>): number {
  return goDurationMs(written) ?? DEFAULT_GRACE_MS
}

const DEFAULT_GRACE_MS = 10_000

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
