/** What the parts of a stored drill are made of. */
import { z } from 'zod'
import type { JsonObject } from '../model.ts'

export const json = z.json()
export const args: z.ZodType<JsonObject> = z.record(z.string(), json)
export const name = z.string().min(1)
export const place = z.string()
export const positive = z.number().positive()
export const durationMs = z.number().nonnegative()
export const atLeast = z.union([z.int().min(1), z.literal('all')])
export const texts = z.record(z.string(), z.string())
