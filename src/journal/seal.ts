/**
 * The seal of a record: a digest of each file that its verdict is worked out from, taken when its run had ended. It
 * tells what was changed, cut off, added or removed since. It holds no secret: whoever may write into the record can
 * seal it anew (docs/gate.md says what that leaves open).
 */
import { join } from 'node:path'
import { z } from 'zod'
import type { Files, Host } from '../host/host.ts'
import { RECORD_FILES } from './record.ts'

export const SEAL_FORMAT = 'firedrill-seal/1'

export type Seal =
  | { kind: 'whole' }
  /** There is none: its run did not come to its end, or was made before records were sealed. */
  | { kind: 'unsealed' }
  /** Below the record: what differs from what was sealed, is gone, or was added; the seal itself where it is none. */
  | { kind: 'altered'; files: string[] }

const sealSchema = z.strictObject({
  format: z.literal(SEAL_FORMAT),
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
})

/** What is made again from these (the verdict and its renderings), and what says who may act, is not sealed. */
const SEALED: readonly string[] = [
  RECORD_FILES.journal,
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

/** Written once nothing is added to the record any more; again where something was, as by `recover`. */
export async function sealRecord({ files }: Pick<Host, 'files'>, directory: string): Promise<void> {
  const digests = await digestsOf(files, directory)
  const seal: z.infer<typeof sealSchema> = { format: SEAL_FORMAT, files: Object.fromEntries(digests) }
  await files.writeAtomic(join(directory, RECORD_FILES.seal), `${JSON.stringify(seal, null, 2)}\n`)
}

/** Reads the whole record, and changes nothing. */
export async function checkSeal({ files }: Pick<Host, 'files'>, directory: string): Promise<Seal> {
  const text = await files.readIfThere(join(directory, RECORD_FILES.seal))
  if (text === null) return { kind: 'unsealed' }
  const sealed = parsed(text)
  if (sealed === null) return { kind: 'altered', files: [RECORD_FILES.seal] }
  const now = await digestsOf(files, directory)
  const names = new Set([...sealed.keys(), ...now.keys()])
  const altered = [...names].filter((name) => sealed.get(name) !== now.get(name))
  return altered.length === 0 ? { kind: 'whole' } : { kind: 'altered', files: altered.toSorted() }
}

function parsed(text: string): Map<string, string> | null {
  try {
    return new Map(Object.entries(sealSchema.parse(JSON.parse(text)).files))
  } catch {
    // No JSON, or not of this format: it says nothing of any file, and the caller tells of it.
    return null
  }
}

async function digestsOf(files: Files, directory: string): Promise<Map<string, string>> {
  const digests = new Map<string, string>()
  for (const name of [...SEALED, ...(await logsOf(files, directory, RECORD_FILES.logs))]) {
    const path = join(directory, name)
    if (await files.exists(path)) digests.set(name, await files.digest(path))
  }
  return digests
}

/** Of the record's logs and of directories among them; links lead elsewhere. */
async function logsOf(files: Files, directory: string, name: string): Promise<string[]> {
  const path = join(directory, name)
  if ((await files.readLink(path)) !== null) return []
  const inner = await files.list(path).catch(() => null)
  if (inner === null) return [name]
  const below: string[] = []
  for (const each of inner) below.push(...(await logsOf(files, directory, `${name}/${each}`)))
  return below
}
