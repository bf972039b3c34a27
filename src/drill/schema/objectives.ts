/** Mirrors objective.ts. */
import { z } from 'zod'
import type { Objective } from '../objective.ts'
import { args, name, place } from './values.ts'

const percentile = z.number().gt(0).lt(100)

const indicator = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), percentile }),
  z.strictObject({ kind: z.literal('uptime'), by: z.enum(['requests', 'time']) }),
  z.strictObject({ kind: z.literal('failure-latency'), percentile }),
  z.strictObject({
    kind: z.enum([
      'errors',
      'interruption',
      'recovery',
      'failures',
      'detection',
      'rollback-time',
      'deploy-time',
      'ready-instances',
      'false-ready',
      'unhealthy',
      'boot-time',
      'deaths',
    ]),
  }),
  z.strictObject({ kind: z.enum(['writes', 'jobs']), wrong: z.enum(['lost', 'duplicated']) }),
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

export const objective: z.ZodType<Objective> = z.strictObject({
  indicator,
  filter,
  bound,
  over: z.enum(['window', 'run']),
  place,
})
