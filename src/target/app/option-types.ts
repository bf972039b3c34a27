/** The kinds of value that options are made of, each with the message for one that is wrong. */
import { z } from 'zod'
import { durationMs, ratio } from '../../units.ts'

export const command = z.union([z.string().min(1), z.array(z.string()).min(1)], {
  error:
    'expected a command: one string (split into arguments, never given to a shell), or a list of strings',
})
export type Command = z.output<typeof command>

/** What begins with two of them is another host. */
export const path = z
  .string()
  .regex(/^\/(?![/\\])/, { error: 'expected a path that begins with one "/", such as "/ready"' })

const anyDuration = { error: 'expected a duration, such as "150ms", "20s" or "2m"' }
export const duration = z
  .string(anyDuration)
  .refine((text) => reads(durationMs, text, (ms) => ms > 0), anyDuration)

const anyShare = { error: 'expected a percentage between 0% and 100%, such as "20%"' }
export const share = z.string(anyShare).refine((text) => reads(ratio, text, () => true), anyShare)

export const env = z.record(z.string(), z.string())
export const envName = z.string().min(1)

function reads(read: (text: string) => number, text: string, accept: (value: number) => boolean): boolean {
  try {
    return accept(read(text))
  } catch {
    return false
  }
}
