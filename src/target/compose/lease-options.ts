/** What a user may say of the keeper that stands beside an engine of another machine. */
import { z } from 'zod'
import { durationMs } from '../../units.ts'
import { duration } from '../app/option-types.ts'
import type { LeaseSettings } from '../lease.ts'

const DEFAULT_LENGTH_MS = 30_000
/** Below, a hiccup of the network would take everything back; beyond, what is broken stays so for too long. */
const SHORTEST_MS = 5000
const LONGEST_MS = 600_000

export const lease = z.strictObject({
  length: duration.refine(isInBounds, { error: 'expected a duration from "5s" to "10m"' }).optional(),
  image: z.string().min(1).optional(),
  socket: z
    .string()
    .regex(/^\//, {
      error: 'expected the path of a socket on the machine of the engine, such as "/var/run/docker.sock"',
    })
    .optional(),
  always: z.boolean().default(false),
})

export function leaseSettings(options: z.output<typeof lease> | undefined): LeaseSettings {
  const { length, image = null, socket = null, always = false } = options ?? {}
  return {
    lengthMs: length === undefined ? DEFAULT_LENGTH_MS : durationMs(length),
    image,
    socket,
    always,
  }
}

/** What is no duration at all is told by that alone. */
function isInBounds(text: string): boolean {
  try {
    const ms = durationMs(text)
    return ms >= SHORTEST_MS && ms <= LONGEST_MS
  } catch {
    return true
  }
}
