/** The kinds of value that options are made of, each with the message for one that is wrong. */
import { z } from 'zod'
import { durationMs, ratio } from '../../units.ts'

/** No program can be given an argument or a variable with a NUL in it. */
const word = z.string().refine((text) => !text.includes('\0'))

export const command = z.union([word.min(1), z.array(word).min(1)], {
  error:
    'expected a command: one string (split into arguments, never given to a shell), or a list of strings',
})
export type Command = z.output<typeof command>

/** What begins with two of them is another host. */
export const path = z
  .string()
  .regex(/^\/(?![/\\])/, { error: 'expected a path that begins with one "/", such as "/ready"' })

/** Where users come in: it may have a path, and what is asked stands behind it. */
export const edgeAddress = z
  .string()
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), {
    error: 'expected an address such as "https://staging.example"',
  })
  .refine((text) => !/[?#]/.test(text), {
    error: 'expected an address without "?" and "#": what is asked is put behind it',
  })
  .refine((text) => !URL.canParse(text) || hasReadableName(new URL(text)), {
    error: 'expected its name and password as a URL writes them: a "%" is "%25", an "ä" is "%C3%A4"',
  })

function hasReadableName({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username)
    decodeURIComponent(password)
    return true
  } catch {
    return false
  }
}

const anyDuration = { error: 'expected a duration, such as "150ms", "20s" or "2m"' }
export const duration = z
  .string(anyDuration)
  .refine((text) => reads(durationMs, text, (ms) => ms > 0), anyDuration)

const anyShare = { error: 'expected a percentage between 0% and 100%, such as "20%"' }
export const share = z.string(anyShare).refine((text) => reads(ratio, text, () => true), anyShare)

const anyName = { error: 'expected the name of a variable, such as DATABASE_URL' }
export const envName = z.string(anyName).regex(/^[^=\s\p{Cc}]+$/u, anyName)
export const env = z.record(envName, word)

/** It becomes part of directories, images and arguments. */
export const versionName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+-]*$/, {
  error: 'expected a version: letters, digits, dots, -, _ and +, such as "1.1.0"',
})

/** It becomes an argument, and a line of a Dockerfile. */
export const imageName = z.string().regex(/^[A-Za-z0-9{][\w.:/@{}-]*$/, {
  error: 'expected the name of an image, such as "registry.example:5000/shop:1.0.0"',
})

function reads(read: (text: string) => number, text: string, accept: (value: number) => boolean): boolean {
  try {
    return accept(read(text))
  } catch {
    return false
  }
}
