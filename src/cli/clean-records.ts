/** Which stored runs may go: old ones that were cleaned up, and are neither the latest nor among the newest of their drill. */
import { basename, dirname, join } from 'node:path'
import { isFiredrillError } from '../config/import-module.ts'
import type { Host } from '../host/host.ts'
import { cleanUpOf } from '../run/recover.ts'
import { batchSchema } from '../verdict/batch-schema.ts'
import { type RecordHead, recordHeads } from './record-heads.ts'

export interface Cleaning {
  /** Records to be removed, absolute, the oldest first. */
  remove: string[]
  /** Old as well, and kept all the same, with why. */
  kept: { directory: string; why: string }[]
  /** Files of a `--repeat` none of whose runs is left then. */
  batches: string[]
  /** How many records there are. */
  all: number
}

/** Reads only. `keep`: so many of each drill, the newest. */
export async function cleaningOf(host: Host, reportsDir: string, keep: number): Promise<Cleaning> {
  const { heads, unreadable } = await recordHeads(host.files, [reportsDir])
  const links = new Set<string>()
  for (const { directory } of heads) if ((await host.files.readLink(directory)) !== null) links.add(directory)
  const own = heads.filter(({ directory }) => dirname(directory) === reportsDir && !links.has(directory))
  const latest = await host.files.readLink(join(reportsDir, 'latest'))
  const old = [...Map.groupBy(own, ({ header }) => header.drill).values()].flatMap((all) => all.slice(keep))
  const remove: string[] = []
  const kept: Cleaning['kept'] = unreadable.map((directory) => ({
    directory,
    why: 'its journal cannot be read',
  }))
  for (const { directory } of old.toSorted(byTime)) {
    const why = basename(directory) === latest ? 'it is the latest' : await whyNot(host, directory)
    if (why === null) remove.push(directory)
    else kept.push({ directory, why })
  }
  const batches = await emptyBatches(host, reportsDir, new Set(remove.map((each) => basename(each))))
  return { remove, kept, batches, all: own.length + unreadable.length }
}

function byTime(a: RecordHead, b: RecordHead): number {
  return a.header.zeroWallMs - b.header.zeroWallMs
}

/** What was started and not seen undone is found by its journal alone. */
async function whyNot(host: Host, directory: string): Promise<string | null> {
  const end = await cleanUpOf(host, directory).catch((error: unknown) => {
    if (isFiredrillError(error)) return 'unreadable' as const
    throw error
  })
  if (end === 'unreadable') return 'its journal cannot be read'
  if (end === 'clean') return null
  return end === 'dirty'
    ? 'it left something behind: `firedrill recover` removes that'
    : 'it did not come to its end: it may be under way, or `firedrill recover` undoes it'
}

/** Those that name no run which is still there, with their pages. */
async function emptyBatches(host: Host, reportsDir: string, removed: ReadonlySet<string>): Promise<string[]> {
  const { files } = host
  const names = await files.list(reportsDir).catch((): string[] => [])
  const found: string[] = []
  for (const name of names.filter((each) => each.endsWith('.batch.json'))) {
    const runs = runsIn(await files.readIfThere(join(reportsDir, name)))
    const there = await Promise.all(
      runs.map(async (id) => !removed.has(id) && (await files.exists(join(reportsDir, id)))),
    )
    if (runs.length === 0 || there.some(Boolean)) continue
    const page = name.replace(/\.json$/, '.html')
    found.push(join(reportsDir, name), ...(names.includes(page) ? [join(reportsDir, page)] : []))
  }
  return found
}

/** None where it cannot be read: it is left where it is then. */
function runsIn(text: string | null): string[] {
  try {
    return batchSchema.parse(JSON.parse(text ?? '')).runs.map(({ id }) => id)
  } catch {
    // No JSON, or of another format.
    return []
  }
}
