/** Mirrors the steps of model.ts. */
import { z } from 'zod'
import {
  type BootTrial,
  type FaultStep,
  type PhaseStep,
  REFUSED_CODES,
  STRATEGY_KINDS,
  type Step,
} from '../model.ts'
import { condition } from './conditions.ts'
import { objective } from './objectives.ts'
import { instance, instances, release, victim } from './references.ts'
import { args, durationMs, name, place, texts } from './values.ts'

const undo = z.union([z.strictObject({ handler: name, args }), z.strictObject({ nothing: z.string() })])
export const steps: z.ZodType<Step[]> = z.array(z.lazy(() => step)).min(1)
const fault = z.strictObject({
  kind: z.literal('fault'),
  fault: name,
  victim,
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
const trial: z.ZodType<BootTrial> = z.strictObject({
  set: texts,
  without: z.union([z.array(name), z.literal('each-required')]),
  expect: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('shows'), values: texts }),
    z.strictObject({ kind: z.literal('names') }),
    z.strictObject({ kind: z.literal('unready') }),
  ]),
  withinMs: durationMs,
})

/** Older records have one code alone. */
const because = z.union([
  z.array(z.enum(REFUSED_CODES)).min(1),
  z.enum(REFUSED_CODES).transform((code) => [code]),
])

const step: z.ZodType<Step> = z.discriminatedUnion('kind', [
  phase,
  z.strictObject({ kind: z.literal('hold'), durationMs, place }),
  z.strictObject({ kind: z.literal('hold-long-enough'), place }),
  z.strictObject({ kind: z.literal('until'), condition, withinMs: durationMs, place }),
  z.strictObject({ kind: z.literal('together'), lanes: z.array(steps).min(2), place }),
  z.strictObject({ kind: z.literal('each'), over: instances, loop: name, steps, place }),
  z.strictObject({ kind: z.literal('during'), fault, steps, place }),
  fault,
  z.strictObject({
    kind: z.literal('deploy'),
    release,
    stopOn: z.array(condition),
    bakeMs: durationMs,
    strategy: z.enum(STRATEGY_KINDS).exactOptional(),
    orRolledBack: z.literal(true).exactOptional(),
    place,
  }),
  z.strictObject({ kind: z.literal('rollback'), observed: z.boolean(), place }),
  z.strictObject({ kind: z.literal('migrate'), release, direction: z.enum(['up', 'down']), place }),
  z.strictObject({ kind: z.literal('stop'), instance, place }),
  z.strictObject({ kind: z.literal('restart'), instances: z.union([instances, instance]), place }),
  z.strictObject({ kind: z.literal('boot'), release, trial, place }),
  z.strictObject({ kind: z.literal('search-secrets'), place }),
  z.strictObject({
    kind: z.literal('expect-refused'),
    step: z.lazy(() => step),
    because,
    place,
  }),
  z.strictObject({ kind: z.literal('manual'), text: name, place }),
  z.strictObject({ kind: z.literal('start'), instance, place }),
  z.strictObject({ kind: z.literal('expect'), objective, place }),
  z.strictObject({ kind: z.literal('act'), handler: name, args, undo, place }),
])
