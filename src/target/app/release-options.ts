/** The options about releases: where they lie, how they are switched, how the schema follows. */
import { z } from 'zod'
import { command, duration, env, share, versionName } from './option-types.ts'

export const release = z.strictObject({
  build: command.optional(),
  path: z.string().min(1),
  current: versionName,
  previous: versionName.optional(),
  next: versionName.optional(),
  check: command.optional(),
})

const canary = z.strictObject({
  share: share.default('20%'),
  warmUp: duration.default('5s'),
  interval: duration.default('3s'),
  intervals: z
    .int()
    .min(10, { error: 'expected at least 10 intervals: fewer cannot tell two releases apart' })
    .default(10),
  latencyRatio: z
    .number()
    .gt(1, { error: 'expected more than 1: 1.25 lets a release be at most a quarter slower' })
    .default(1.25),
  errorMargin: share.default('1%'),
  hardErrors: share.default('10%'),
  hardP95: duration.default('1s'),
  minRequests: z.int().min(1).default(30),
})

const settle = duration.default('1s')

const ownCommands = z.strictObject({
  /** Told apart from the built-in strategies by having none. */
  strategy: z.undefined().optional(),
  run: command,
  rollback: command,
  cwd: z.string().optional(),
  env: env.default({}),
  timeout: duration.default('10m'),
})

/** Discriminated, so that a wrong field is named by its own path. */
export const deploy = z.discriminatedUnion(
  'strategy',
  [
    ownCommands,
    z.strictObject({ strategy: z.enum(['rolling', 'blue-green']), settle }),
    z.strictObject({ strategy: z.literal('canary'), settle, canary: canary.prefault({}) }),
  ],
  {
    error:
      'expected { run, rollback } (your own commands), or { strategy: "rolling" }, { strategy: "blue-green" } or { strategy: "canary" }',
  },
)

export const migrations = z.strictObject({
  status: command,
  up: command,
  down: command.optional(),
  cwd: z.string().optional(),
  env: env.default({}),
  timeout: duration.default('2m'),
})

export type DeployOptions = z.output<typeof deploy>
