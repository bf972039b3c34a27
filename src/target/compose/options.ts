/** What a user writes about an app under Compose: `compose({ … })` in firedrill.config.ts. The rest is read from its files. */
import { z } from 'zod'
import { command, duration, env, envName, imageName, path, versionName } from '../app/option-types.ts'
import { deploy, migrations } from '../app/release-options.ts'
import { accessLogFields, version } from '../app/self-options.ts'
import { wrongOptions } from '../app/wrong-options.ts'
import { SABOTAGES } from '../sabotage/map.ts'
import { lease } from './lease-options.ts'
import { optionProblems } from './option-rules.ts'
import { replicaNames } from './places.ts'

const port = z.int().min(1).max(65_535)
const service = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, { error: 'expected the name of a service' })

/** Services, each an instance; or one service of so many replicas, which are `web-1`, `web-2`, …. */
const instances = z.union([
  z.array(service).min(1),
  z.strictObject({ service, count: z.int().min(1).max(20) }),
])

const edge = z.strictObject({
  service,
  /** Inside its container. */
  port,
  ready: path.optional(),
  /** Its lines on standard output that are JSON objects are its access log. */
  accessLog: z.strictObject({ fields: accessLogFields }).optional(),
  route: command.optional(),
})

const release = z.strictObject({
  /** The variable of the Compose file that holds the tag. */
  variable: envName,
  /** The image's name with `{version}` in it. */
  image: imageName.refine((name) => name.includes('{version}'), {
    error: 'expected an image with {version} in it, such as "shop:{version}"',
  }),
  build: command.optional(),
  current: versionName,
  previous: versionName.optional(),
  next: versionName.optional(),
  /** For a known-bad release that is made of a good one. */
  broken: z
    .strictObject({
      /** An image with Node 24 or newer. */
      node: imageName.optional(),
      /** By which the app is told its port; `PORT` unless given. */
      portVariable: envName.optional(),
    })
    .optional(),
})

const prepare = z.strictObject({ run: command, env: env.default({}), timeout: duration.default('2m') })

export const composeOptionsSchema = z
  .strictObject({
    files: z.array(z.string().min(1)).min(1).default(['compose.yml']),
    profiles: z.array(z.string().min(1)).default([]),
    /** Values for the variables of the Compose files. */
    env: env.default({}),
    inheritEnv: z.array(envName).default([]),
    instances,
    /** On which an instance listens, inside its container. */
    port: port.default(3000),
    edge,
    /** Of the Toxiproxy by which links are disturbed; otherwise TOXIPROXY_IMAGE, else the official one. */
    linkImage: imageName.optional(),
    lease: lease.optional(),
    /** What the app depends on: a service, and where it listens inside its container. */
    services: z.record(service, z.strictObject({ port })).default({}),
    prepare: z.array(prepare).default([]),
    health: path.optional(),
    ready: path.default('/ready'),
    version: version.optional(),
    probePath: path.default('/'),
    readyTimeout: duration.default('60s'),
    release: release.optional(),
    deploy: deploy.optional(),
    migrations: migrations.optional(),
    required: z.array(envName).default([]),
    secrets: z.array(z.string().min(1)).default([]),
    drainTime: duration.optional(),
    crash: path.optional(),
    sabotage: z.enum(SABOTAGES).optional(),
  })
  .transform(({ instances: written, ...options }) => ({
    ...options,
    instances: Array.isArray(written) ? written : replicaNames(written),
    /** Null: each instance is a service of its own. */
    scaled: Array.isArray(written) ? null : written,
  }))
  .superRefine((options, context) => {
    if (context.issues.length > 0) return
    for (const { path, message } of optionProblems(options))
      context.addIssue({ code: 'custom', path: [...path], message })
  })

export type ComposeOptions = z.output<typeof composeOptionsSchema>

/** Throws `config-invalid` with every problem, each with its path; `at` is the path of the options themselves. */
export function parseComposeOptions(value: unknown, at = 'target'): ComposeOptions {
  const parsed = composeOptionsSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw wrongOptions(parsed.error.issues, at, Object.keys(composeOptionsSchema.in.shape), parsed.error)
}
