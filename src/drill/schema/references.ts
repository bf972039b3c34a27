/** Mirrors the references of model.ts: to instances, services and releases. */
import { z } from 'zod'
import type { Breakage, InstanceRef, InstancesRef, ReleaseRef, VictimRef } from '../model.ts'
import { name, positive } from './values.ts'

const share = z.number().gt(0).max(1)
const breakage: z.ZodType<Breakage> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exits') }),
  z.strictObject({ kind: z.literal('never-ready') }),
  z.strictObject({ kind: z.literal('slow'), byMs: positive, share }),
  z.strictObject({ kind: z.literal('failing'), share }),
])

export const release: z.ZodType<ReleaseRef> = z.discriminatedUnion('ref', [
  z.strictObject({ ref: z.literal('current') }),
  z.strictObject({ ref: z.literal('next') }),
  z.strictObject({ ref: z.literal('previous') }),
  z.strictObject({ ref: z.literal('version'), version: name }),
  z.strictObject({ ref: z.literal('broken'), of: z.lazy(() => release), how: breakage }),
])

const oneOf = [
  z.strictObject({ ref: z.literal('any') }),
  z.strictObject({ ref: z.literal('named'), name }),
  z.strictObject({ ref: z.literal('victim') }),
  z.strictObject({ ref: z.literal('it'), loop: name }),
  z.strictObject({ ref: z.literal('serving'), release }),
] as const

export const instance: z.ZodType<InstanceRef> = z.discriminatedUnion('ref', [...oneOf])

export const victim: z.ZodType<VictimRef> = z.discriminatedUnion('ref', [
  ...oneOf,
  z.strictObject({ ref: z.literal('service'), name }),
])

export const instances: z.ZodType<InstancesRef> = z.discriminatedUnion('ref', [
  z.strictObject({ ref: z.literal('all') }),
  z.strictObject({ ref: z.literal('named'), names: z.array(name).min(1) }),
])
