/** The configuration's fields, checked after the environment's values are put in; in the form in which they are written. */
import { z } from 'zod'
import { writtenGuard } from '../drill/guards/written.ts'
import { durationMs, perSecond } from '../units.ts'
import { isHost } from './hosts.ts'

const duration = written(durationMs, 'expected a duration, such as "150ms", "20s" or "2m"')
const positiveDuration = written((text) => {
  if (durationMs(text) === 0) throw new RangeError(text)
}, 'expected a duration above zero, such as "20ms" or "2s"')
const rate = written(perSecond, 'expected a rate, such as "200/s" or "30/m"')
const text = z.string().min(1)
const variables = z.record(z.string(), z.string())
const functionOf = (what: string) =>
  z.custom<(...args: never[]) => unknown>((value) => typeof value === 'function', {
    error: `expected ${what}`,
  })

const load = z.union([
  text,
  z.strictObject({
    script: text,
    requestTimeout: positiveDuration.default('2s'),
    vus: z.int().min(1).optional(),
    env: variables.default({}),
    args: z.array(z.string()).default([]),
    thresholds: z.boolean().default(true),
  }),
])

/** The options are the adapter's to check. */
const target = z.strictObject(
  { kind: text, options: z.record(z.string(), z.unknown()) },
  {
    error: (issue) =>
      issue.code === 'invalid_type' ? 'expected a target, such as processes({ … })' : undefined,
  },
)

const probeTimes = { every: positiveDuration.default('1s'), timeout: positiveDuration.default('2s') }
const probe = z.union([
  z.strictObject({
    http: text,
    expectStatus: z.int().min(100).max(599).optional(),
    json: text.optional(),
    ...probeTimes,
  }),
  z.strictObject({
    command: z.union([text, z.array(z.string()).min(1)]),
    cwd: text.optional(),
    env: variables.optional(),
    ...probeTimes,
  }),
])

const ledgerTimes = { timeout: positiveDuration.default('30s'), settle: duration.default('30s') }
const ledger = z.union([
  z.strictObject({ http: text, ...ledgerTimes }),
  z.strictObject({
    command: z.union([text, z.array(z.string()).min(1)]),
    cwd: text.optional(),
    env: variables.optional(),
    ...ledgerTimes,
  }),
])

const runbook = z.strictObject({
  tell: z.array(text).default([]),
  build: z.union([text, z.array(z.string()).min(1)]).optional(),
})

/** What begins with two of them is another host. */
const path = z.string().regex(/^\/(?![/\\])/, { error: 'expected a path that begins with one "/"' })
const proberFields = { interval: positiveDuration, timeout: positiveDuration, path }
const prober = z.strictObject({
  interval: proberFields.interval.default('20ms'),
  timeout: proberFields.timeout.default('2s'),
  path: proberFields.path.optional(),
})

const guards = z.array(writtenGuard)
const allowedHosts = z.array(
  z.string().refine(isHost, {
    error:
      'expected a host without scheme and port, such as "staging.example.com", "10.0.0.5" or "10.0.0.0/24"',
  }),
)

const named = <T extends z.ZodType>(of: T) => z.record(z.string(), of)

const environment = z.strictObject({
  target: target.optional(),
  targets: named(target).optional(),
  load: z.strictObject({ maxRate: rate.optional() }).optional(),
  loads: named(load).optional(),
  probes: named(probe).optional(),
  ledger: ledger.optional(),
  prober: z.strictObject(proberFields).partial().optional(),
  runbook: runbook.optional(),
  warmUp: duration.optional(),
  guards: guards.optional(),
  allowedHosts: allowedHosts.optional(),
  production: z.boolean().optional(),
})

/** A shorter text would be found in every other word. */
const hidden = z.union([
  z.instanceof(RegExp, { error: 'expected a regular expression' }),
  z.string().min(4, { error: 'expected a text of at least 4 characters, or a regular expression' }),
])

const indicator = z.strictObject({
  version: z.int().min(1),
  measure: functionOf('a function of a window'),
})

const fields = z.strictObject({
  loads: named(load),
  target: target.optional(),
  targets: named(target).default({}),
  prefer: z.array(text).default([]),
  environments: named(environment).default({}),
  /** Put here by an environment; see overlay.ts. */
  maxRate: rate.optional(),
  /** Put here as well: the targets are an environment's own. */
  ofEnvironment: z.literal(true).optional(),
  /** And this: the environment is marked so. */
  production: z.boolean().optional(),
  guards: guards.default([]),
  allowedHosts: allowedHosts.default([]),
  probes: named(probe).default({}),
  ledger: ledger.optional(),
  prober: prober.prefault({}),
  runbook: runbook.optional(),
  warmUp: duration.default('5s'),
  reports: text.default('reports'),
  drills: text.default('drills'),
  redact: z.array(hidden).default([]),
  handlers: named(functionOf('a function')).default({}),
  indicators: named(indicator).default({}),
})

export const configSchema = fields.superRefine(({ prefer, targets, ofEnvironment }, context) => {
  // An environment may have fewer.
  if (ofEnvironment) return
  prefer.forEach((name, index) => {
    if (Object.hasOwn(targets, name)) return
    const message = `no target is called "${name.slice(0, 100)}"; there are ${Object.keys(targets).join(', ') || 'none'}`
    context.addIssue({ code: 'custom', path: ['prefer', index], message })
  })
})

export type WrittenConfig = z.output<typeof configSchema>
export type WrittenLoad = z.output<typeof load>
export type WrittenProbe = z.output<typeof probe>
export type WrittenLedger = z.output<typeof ledger>

function written(read: (value: string) => unknown, error: string) {
  return z.string({ error }).refine((value) => reads(() => read(value)), { error })
}

function reads(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
