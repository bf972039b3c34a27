/** What a user writes about a project that runs already: `compose({ manage: 'existing', … })`. The rest is read from its engine. */
import { z } from 'zod'
import { duration, edgeAddress, env, envName, imageName, path, versionName } from '../../app/option-types.ts'
import { deploy, migrations } from '../../app/release-options.ts'
import { accessLogFields, version } from '../../app/self-options.ts'
import { wrongOptions } from '../../app/wrong-options.ts'
import { lease } from '../lease-options.ts'
import { optionProblems } from '../option-rules.ts'
import type { ComposeOptions } from '../options.ts'

const port = z.int().min(1).max(65_535)
const service = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, { error: 'expected the name of a service' })

const edge = z.strictObject({
  service,
  /** Inside its container: where it is published is read from the engine, unless `url` says it. */
  port,
  url: edgeAddress.optional(),
  ready: path.optional(),
  accessLog: z.strictObject({ fields: accessLogFields }).optional(),
})

const release = z.strictObject({
  /** The environment variable by which your deploy command learns the version, beside `{version}`. */
  variable: envName.optional(),
  image: imageName.refine((name) => name.includes('{version}'), {
    error: 'expected an image with {version} in it, such as "shop:{version}"',
  }),
  current: versionName,
  previous: versionName.optional(),
  next: versionName.optional(),
})

const existingOptionsSchema = z.strictObject({
  manage: z.literal('existing'),
  project: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, { error: 'expected the name of a Compose project' }),
  /** Which engine: the name of a docker context, or an address; else as the docker command decides. */
  context: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.+-]*$/, { error: 'expected the name of a docker context' })
    .optional(),
  host: z
    .string()
    .regex(/^(tcp|unix):\/\//, { error: 'expected "tcp://<host>:<port>" or "unix:///<socket>"' })
    .optional(),
  lease: lease.optional(),
  instances: z.array(service).min(1),
  port: port.default(3000),
  edge,
  services: z.record(service, z.strictObject({ port })).default({}),
  /** For your own commands. */
  env: env.default({}),
  inheritEnv: z.array(envName).default([]),
  health: path.optional(),
  ready: path.default('/ready'),
  version: version.optional(),
  probePath: path.default('/'),
  readyTimeout: duration.default('60s'),
  release: release.optional(),
  deploy: deploy.optional(),
  migrations: migrations.optional(),
  secrets: z.array(z.string().min(1)).default([]),
  drainTime: duration.optional(),
  crash: path.optional(),
  sabotage: z.literal('noop-fault').optional(),
})

export type ExistingOptions = z.output<typeof existingOptionsSchema>

/** Throws `config-invalid` with every problem, each with its path; `at` is the path of the options themselves. */
export function parseExistingOptions(value: unknown, at = 'target'): ExistingOptions {
  const parsed = existingOptionsSchema.safeParse(value)
  const problems = parsed.success
    ? [...optionProblems(asComposeOptions(parsed.data)), ...engineProblems(parsed.data)]
    : parsed.error.issues
  if (parsed.success && problems.length === 0) return parsed.data
  throw wrongOptions(problems, at, Object.keys(existingOptionsSchema.shape), parsed.error)
}

function engineProblems({ context, host }: ExistingOptions) {
  if (context === undefined || host === undefined) return []
  return [{ path: ['host'], message: 'expected either context or host: each names an engine' }]
}

/** Without a command of one's own for it, nothing can be shipped. */
export function shippable(options: ExistingOptions): ComposeOptions {
  const all = asComposeOptions(options)
  const isOwn = all.deploy !== undefined && 'run' in all.deploy
  return isOwn ? all : { ...all, release: undefined, deploy: undefined, migrations: undefined }
}

/** What the parts that both kinds of project share go by. No Compose file is read, and nothing is brought up. */
export function asComposeOptions({ release, edge, ...options }: ExistingOptions): ComposeOptions {
  const { url: _url, ...edgeOptions } = edge
  const { manage: _manage, project: _project, context: _context, host: _host, ...rest } = options
  return {
    ...rest,
    edge: edgeOptions,
    scaled: null,
    files: [],
    profiles: [],
    prepare: [],
    required: [],
    release: release && { ...release, variable: release.variable ?? '' },
  }
}
