/** What a user writes about an app of processes: `processes({ … })` in firedrill.config.ts. */
import { z } from 'zod'
import { command, duration, edgeAddress, env, envName, path } from '../app/option-types.ts'
import { deploy, migrations, release } from '../app/release-options.ts'
import { accessLogFields, version } from '../app/self-options.ts'
import { wrongOptions } from '../app/wrong-options.ts'
import { SABOTAGES } from '../sabotage/map.ts'
import { withBuiltInEdge } from './built-in-edge.ts'
import { nameProblems } from './option-rules.ts'
import { templateProblems } from './template-scopes.ts'

const port = z.int().min(1).max(65_535)
const signal = z.enum(['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'])

/** How the port of one process is decided: chosen free and handed over in a variable, or fixed by the user. */
const onePort = z.union([z.strictObject({ env: envName }), port], {
  error: 'expected { env: "PORT" } (a free port is chosen and handed over), or a port number',
})

const accessLog = z.strictObject({ file: z.string().min(1), fields: accessLogFields })

const edge = z.strictObject(
  {
    run: command.optional(),
    route: command.optional(),
    cwd: z.string().optional(),
    env: env.default({}),
    port: onePort.optional(),
    url: edgeAddress.optional(),
    ready: path.optional(),
    accessLog: accessLog.optional(),
    readyTimeout: duration.default('30s'),
    stopTimeout: duration.default('45s'),
    stopSignal: signal.default('SIGTERM'),
  },
  {
    error: ({ code }) =>
      code === 'invalid_type'
        ? 'expected { run: "…" } (a balancer that is started), { url: "…" } (one that is there) or "built-in"'
        : undefined,
  },
)

const serviceReady = z.union(
  [
    z.strictObject({ tcp: z.literal(true) }),
    z.strictObject({ http: path }),
    z.strictObject({ command: z.array(z.string()).min(1) }),
  ],
  { error: 'expected { tcp: true }, { http: "/path" } or { command: ["program", "argument"] }' },
)

const service = z.strictObject({
  external: z.string().min(1).optional(),
  run: command.optional(),
  cwd: z.string().optional(),
  env: env.default({}),
  port: onePort.default({ env: 'PORT' }),
  url: z.string().optional(),
  ready: serviceReady.default({ tcp: true }),
  readyTimeout: duration.default('60s'),
  stopTimeout: duration.default('30s'),
  stopSignal: signal.default('SIGTERM'),
})

const prepare = z.strictObject({
  run: command,
  cwd: z.string().optional(),
  env: env.default({}),
  timeout: duration.default('2m'),
})

export const processOptionsSchema = z
  .strictObject({
    instances: z.int().min(1).max(100).optional(),
    name: z.string().min(1).default('web-{n}'),
    run: command,
    cwd: z.string().optional(),
    env: env.default({}),
    /** Names of variables handed on from firedrill's own environment, beside the usual ones. */
    inheritEnv: z.array(envName).default([]),
    port: z.strictObject({ env: envName }).default({ env: 'PORT' }),
    ports: z.array(port).min(1).optional(),
    health: path.optional(),
    ready: path.default('/ready'),
    version: version.optional(),
    probePath: path.default('/'),
    readyTimeout: duration.default('30s'),
    stopTimeout: duration.default('45s'),
    stopSignal: signal.default('SIGTERM'),
    edge: edge.optional(),
    services: z.record(z.string(), service).default({}),
    prepare: z.array(prepare).default([]),
    release: release.optional(),
    deploy: deploy.optional(),
    migrations: migrations.optional(),
    /** Variables that the app cannot start without. */
    required: z.array(envName).default([]),
    /** Never shown, and searched for, beside what `env(…)` stood for. */
    secrets: z.array(z.string().min(1)).default([]),
    /** The longest that the app itself takes to stop. */
    drainTime: duration.optional(),
    /** Crashes an instance on a POST. */
    crash: path.optional(),
    /** For negative controls alone: faults, or heals, that only pretend. Shown as the target's kind in every record. */
    sabotage: z.enum(SABOTAGES).optional(),
  })
  .superRefine((options, context) => {
    // Rules over several fields are for fields that are right by themselves.
    if (context.issues.length > 0) return
    for (const problem of [...nameProblems(options), ...templateProblems(options)])
      context.addIssue({ code: 'custom', path: [...problem.path], message: problem.message })
  })

export type ProcessOptions = z.output<typeof processOptionsSchema>
/** As a user writes it: everything that has a default may be left out. */
export type ProcessOptionsInput = z.input<typeof processOptionsSchema>
export type ServiceOptions = ProcessOptions['services'][string]

/** Throws `config-invalid` with every problem, each with its path; `at` is the path of the options themselves. */
export function parseProcessOptions(value: unknown, at = 'target'): ProcessOptions {
  const parsed = processOptionsSchema.safeParse(withBuiltInEdge(value))
  if (parsed.success) return parsed.data
  throw wrongOptions(parsed.error.issues, at, Object.keys(processOptionsSchema.shape), parsed.error)
}
