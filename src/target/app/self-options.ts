/** The options about what an app says of itself: its version endpoint, its headers, its edge's access log. */
import { z } from 'zod'
import { path } from './option-types.ts'

export const version = z.union(
  [
    path,
    z.strictObject({
      path: path.optional(),
      keys: z
        .strictObject({
          version: z.string().default('version'),
          digest: z.string().default('digest'),
          instance: z.string().default('instance'),
          bootId: z.string().default('bootId'),
          pid: z.string().default('pid'),
        })
        .prefault({}),
      headers: z
        .strictObject({
          release: z.string().default('x-release'),
          instance: z.string().default('x-instance'),
          bootId: z.string().default('x-boot-id'),
        })
        .prefault({}),
    }),
  ],
  { error: 'expected a path such as "/version", or { path, keys, headers }' },
)

/** Which key of a line, a JSON object, holds what. */
export const accessLogFields = z
  .strictObject({
    time: z.string().default('time'),
    durationMs: z.string().default('durationMs'),
    status: z.string().default('status'),
    instance: z.string().default('instance'),
    method: z.string().default('method'),
    path: z.string().default('path'),
    attempts: z.string().optional(),
  })
  .prefault({})

export type VersionOptions = z.output<typeof version> | undefined
