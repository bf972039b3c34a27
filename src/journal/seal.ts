/**
 * `seal.json`: how each file of a record was when the run had ended. A bit that is turned round in a sample is a good
 * answer for a bad one, and nothing in the sample tells: only that the file is not what it was does. So a verdict rests
 * on files that are as they were sealed, and on none that were changed since (docs/decisions/0051).
 */
import { join } from 'node:path'
import { z } from 'zod'
import { FiredrillError, messageOf } from '../errors.ts'
import type { Files } from '../host/host.ts'
import type { Actor } from './events.ts'
import { requireFormat } from './format.ts'
import { RECORD_FILES } from './record.ts'
import { recordText } from './record-files.ts'
import { storedJson } from './stored-json.ts'
import { unwritable } from './unwritable.ts'

export const SEAL_FORMAT = 'firedrill-seal/1'

/** SHA-256 (hex) of the file's first so many bytes. */
const sealedFile = z.object({ bytes: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const seal = z.object({
  format: z.literal(SEAL_FORMAT),
  by: z.enum(['run', 'watchdog', 'recover']),
  files: z.record(z.string(), sealedFile),
})

type Sealed = z.infer<typeof sealedFile>
type Seal = z.infer<typeof seal>

const { journal, logs, seal: SEAL } = RECORD_FILES
/** What measuring and judging read. The reports are made of these, and epochs say who may act: neither is sealed. */
const FILES = [
  journal,
  RECORD_FILES.drill,
  RECORD_FILES.configuration,
  RECORD_FILES.requests,
  RECORD_FILES.metrics,
  RECORD_FILES.probes,
  RECORD_FILES.writes,
  RECORD_FILES.stored,
  RECORD_FILES.storedBefore,
  RECORD_FILES.traffic,
]

/**
 * Seals the record of a run that has ended; once more when `recover` has gone on with its journal. What was sealed before
 * stays as it was sealed, so that sealing again hides nothing. Throws `reports-unwritable`.
 */
export async function sealRecord(files: Files, directory: string, by: Actor): Promise<void> {
  try {
    const before = await sealOf(files, directory)
    const now: Record<string, Sealed> = { ...before?.files }
    for (const file of await filesOf(files, directory)) {
      const was = before && Object.hasOwn(before.files, file) ? before.files[file] : undefined
      if (was === undefined || (await hasGrown(files, directory, file, was)))
        now[file] = await digestOf(files, directory, file)
    }
    const text = { format: SEAL_FORMAT, by, files: now } satisfies Seal
    await files.writeAtomic(join(directory, SEAL), `${JSON.stringify(text, null, 2)}\n`)
  } catch (cause) {
    // A seal that cannot be read is no reason to make another: what it said of the record is not known.
    if (cause instanceof FiredrillError && cause.code === 'record-invalid') return
    throw unwritable(`The record in ${directory} could not be sealed: ${messageOf(cause)}.`, cause)
  }
}

/**
 * Are the files as they were sealed? Throws `record-altered` where one is not, and `record-invalid` where the seal cannot
 * be read. Returns what a verdict has to say of it, in words: `isExpected`, by the journal, and there is none.
 */
export async function checkSeal(files: Files, directory: string, isExpected: boolean): Promise<string[]> {
  const sealed = await sealOf(files, directory)
  if (sealed === null)
    return isExpected ? [`${SEAL} is missing: the run did not come to its end, or it was removed`] : []
  const damage: string[] = []
  for (const [file, was] of Object.entries(sealed.files)) {
    const path = join(directory, file)
    // A log may be taken away, to save space, or go on; it may not say something else.
    if (isLog(file) && !(await files.exists(path))) continue
    const bytes = await files.size(path)
    if (bytes < was.bytes) throw altered(path, `${was.bytes} bytes`, `${bytes}`)
    const sha256 = await files.digest(path, was.bytes)
    if (sha256 !== was.sha256) throw altered(path, `the SHA-256 ${was.sha256}`, sha256)
    if (bytes > was.bytes && !isLog(file)) damage.push(`${file} went on after the record had been sealed`)
  }
  for (const file of FILES) {
    const path = join(directory, file)
    if (!Object.hasOwn(sealed.files, file) && (await files.exists(path)))
      throw altered(path, 'not been there', 'been put there since')
  }
  return damage
}

/** Is one file as it was sealed, or went on from there? Null: no seal says it, or the seal cannot be read. */
export async function isAsSealed(files: Files, directory: string, file: string): Promise<boolean | null> {
  const sealed = await sealOf(files, directory).catch((error: unknown) => {
    if (error instanceof FiredrillError && error.code === 'record-invalid') return null
    throw error
  })
  const was = sealed && Object.hasOwn(sealed.files, file) ? sealed.files[file] : undefined
  if (was === undefined) return null
  const path = join(directory, file)
  return (await files.size(path)) >= was.bytes && (await files.digest(path, was.bytes)) === was.sha256
}

/** Null: there is none. */
async function sealOf(files: Files, directory: string): Promise<Seal | null> {
  const place = join(directory, SEAL)
  const text = await recordText(files, { directory, file: SEAL })
  if (text === null) return null
  const value = storedJson(text, place)
  requireFormat(value, SEAL_FORMAT, { file: place })
  const read = seal.safeParse(value)
  if (read.success && Object.keys(read.data.files).every(isInside)) return read.data
  const issue = read.error?.issues[0]
  const where = issue
    ? `${issue.path.map(String).join('.')}: ${issue.message}`
    : 'it names a file outside of the record'
  throw new FiredrillError('record-invalid', `${place} cannot be read: ${where}.`, {
    hint: 'It was changed. Run the drill again.',
  })
}

async function filesOf(files: Files, directory: string): Promise<string[]> {
  const found: string[] = []
  for (const file of FILES) if (await files.exists(join(directory, file))) found.push(file)
  const below = (await files.exists(join(directory, logs))) ? await filesBelow(files, directory, logs) : []
  return [...found, ...below]
}

async function filesBelow(files: Files, directory: string, place: string): Promise<string[]> {
  const found: string[] = []
  for (const name of await files.list(join(directory, place))) {
    const file = `${place}/${name}`
    // What cannot be listed is no directory.
    const isDirectory = await files.list(join(directory, file)).then(
      () => true,
      () => false,
    )
    found.push(...(isDirectory ? await filesBelow(files, directory, file) : [file]))
  }
  return found
}

async function digestOf(files: Files, directory: string, file: string): Promise<Sealed> {
  const bytes = await files.size(join(directory, file))
  return { bytes, sha256: await files.digest(join(directory, file), bytes) }
}

/** The journal, by `recover`; and all that was sealed of it is still there. */
async function hasGrown(files: Files, directory: string, file: string, was: Sealed): Promise<boolean> {
  const path = join(directory, file)
  if (file !== journal || (await files.size(path)) <= was.bytes) return false
  return (await files.digest(path, was.bytes)) === was.sha256
}

function isLog(file: string): boolean {
  return file.startsWith(`${logs}/`)
}

/** A record may come from anywhere: what it names must lie in it. */
function isInside(file: string): boolean {
  return !file.startsWith('/') && !file.split('/').includes('..')
}

function altered(path: string, was: string, is: string): FiredrillError {
  return new FiredrillError(
    'record-altered',
    `${path} is not as the run left it: it had ${was}, and now has ${is}.`,
    {
      hint: 'Nothing is judged by it. Copy the record again from where it was made, or run the drill again.',
    },
  )
}
