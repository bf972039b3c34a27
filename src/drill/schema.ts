/** The resolved drill as stored in the run record, checked when it is read back. Mirrors model.ts and objective.ts. */
import { z } from 'zod'
import { FiredrillError } from '../errors.ts'
import { deepFreeze } from './freeze.ts'
import type {
  Condition,
  FaultStep,
  InstanceRef,
  InstancesRef,
  JsonObject,
  PhaseStep,
  ResolvedDrill,
  Step,
} from './model.ts'
import type { Objective } from './objective.ts'

const json = z.json()
const args: z.ZodType<JsonObject> = z.record(z.string(), json)
const name = z.string().min(1)
const place = z.string()
const positive = z.number().positive()
const durationMs = z.number().nonnegative()

const indicator = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), percentile: z.number().gt(0).lt(100) }),
  z.strictObject({ kind: z.literal('uptime'), by: z.enum(['requests', 'time']) }),
  z.strictObject({ kind: z.literal('errors') }),
  z.strictObject({ kind: z.literal('interruption') }),
  z.strictObject({ kind: z.literal('recovery') }),
  z.strictObject({ kind: z.literal('check'), name }),
  z.strictObject({ kind: z.literal('metric'), name, stat: name }),
  z.strictObject({ kind: z.literal('probe'), name, stat: name }),
  z.strictObject({ kind: z.literal('custom'), name, version: z.number(), args }),
])

const filterField = z.string().exactOptional()
const filter = z.strictObject({
  route: filterField,
  operation: filterField,
  scenario: filterField,
  group: filterField,
  method: filterField,
})

const bound = z.discriminatedUnion('op', [
  z.strictObject({ op: z.enum(['below', 'atMost', 'above', 'atLeast']), value: z.number() }),
  z.strictObject({ op: z.literal('notWorseThan'), window: name, tolerance: z.number().nonnegative() }),
])

const objective: z.ZodType<Objective> = z.strictObject({
  indicator,
  filter,
  bound,
  over: z.enum(['window', 'run']),
  place,
})

const instance: z.ZodType<InstanceRef> = z.discriminatedUnion('ref', [
  z.strictObject({ ref: z.literal('any') }),
  z.strictObject({ ref: z.literal('named'), name }),
  z.strictObject({ ref: z.literal('victim') }),
  z.strictObject({ ref: z.literal('it'), loop: name }),
])

const instances: z.ZodType<InstancesRef> = z.discriminatedUnion('ref', [
  z.strictObject({ ref: z.literal('all') }),
  z.strictObject({ ref: z.literal('named'), names: z.array(name).min(1) }),
])

const condition: z.ZodType<Condition> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('recovered') }),
  z.strictObject({ kind: z.literal('ready'), atLeast: z.union([z.int().min(1), z.literal('all')]) }),
  z.strictObject({ kind: z.literal('probe'), name, equals: json }),
])

const undo = z.union([z.strictObject({ handler: name, args }), z.strictObject({ nothing: z.string() })])
const steps: z.ZodType<Step[]> = z.array(z.lazy(() => step)).min(1)
const fault = z.strictObject({
  kind: z.literal('fault'),
  fault: name,
  instance,
  args,
  place,
}) satisfies z.ZodType<FaultStep>
const phase = z.strictObject({
  kind: z.literal('phase'),
  name,
  steps,
  expect: z.array(objective),
  inherit: z.boolean(),
  place,
}) satisfies z.ZodType<PhaseStep>

const step: z.ZodType<Step> = z.discriminatedUnion('kind', [
  phase,
  z.strictObject({ kind: z.literal('hold'), durationMs, place }),
  z.strictObject({ kind: z.literal('hold-long-enough'), place }),
  z.strictObject({ kind: z.literal('until'), condition, withinMs: durationMs, place }),
  z.strictObject({ kind: z.literal('together'), lanes: z.array(steps).min(2), place }),
  z.strictObject({ kind: z.literal('each'), over: instances, loop: name, steps, place }),
  z.strictObject({ kind: z.literal('during'), fault, steps, place }),
  fault,
  z.strictObject({ kind: z.literal('start'), instance, place }),
  z.strictObject({ kind: z.literal('expect'), objective, place }),
  z.strictObject({ kind: z.literal('act'), handler: name, args, undo, place }),
])

const rate = z.number().nonnegative()
const profile = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant-arrival-rate'), ratePerSecond: positive }),
  z.strictObject({
    kind: z.literal('ramping-arrival-rate'),
    startPerSecond: rate,
    stages: z.array(z.strictObject({ toPerSecond: rate, durationMs })).min(1),
  }),
  z.strictObject({ kind: z.literal('script') }),
])

const resolvedDrill: z.ZodType<ResolvedDrill> = z.strictObject({
  name,
  purpose: z.string(),
  file: z.string(),
  params: args,
  seed: z.int().min(0),
  load: z.strictObject({ name, profile }),
  steps,
  expect: z.array(objective),
})

/** Reads a stored drill back; throws `record-invalid`, naming the first field that is wrong. */
export function parseResolvedDrill(stored: unknown): ResolvedDrill {
  const finding = firstFinding(stored)
  if (finding !== null) {
    throw new FiredrillError('record-invalid', `The stored drill cannot be read: ${finding}`, {
      hint: 'The run record is damaged, or was written by another version of firedrill.',
    })
  }
  return deepFreeze(resolvedDrill.parse(stored))
}

/** What is wrong with the shape of a resolved drill: `steps[0].durationMs: …`; null when nothing is. */
export function firstFinding(drill: unknown): string | null {
  const issue = resolvedDrill.safeParse(drill).error?.issues[0]
  if (!issue) return null
  const path = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return `${path.replace(/^\./, '') || 'the whole'}: ${issue.message}`
}
