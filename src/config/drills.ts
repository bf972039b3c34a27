/** The drills of a project: the default exports of the files in its drills directory. */
import { join, relative } from 'node:path'
import { closest } from 'fastest-levenshtein'
import type { Drill } from '../drill/drill.ts'
import { isDrill } from '../drill/drill.ts'
import { relativeTo } from '../drill/place.ts'
import { FiredrillError, messageOf } from '../errors.ts'
import { importDefault, isFiredrillError } from './import-module.ts'

export interface FoundDrill {
  drill: Drill
  /** Relative to the project's root. */
  file: string
}

export interface FoundDrills {
  /** By name. */
  drills: readonly FoundDrill[]
  /** Files that could not be loaded; they do not keep the other drills from being run. */
  failed: readonly { file: string; error: FiredrillError }[]
}

export interface ReadDrillsOptions {
  /** Absolute. */
  root: string
  /** Absolute. */
  drillsDir: string
  files: { exists(path: string): Promise<boolean>; list(path: string): Promise<string[]> }
}

const DRILL_FILE = /(?<!\.d)\.(m?ts|m?js)$/

/** Loads every drill file, in order. Throws `drill-invalid` when two drills have one name, `config-invalid` where the directory is none that can be read. */
export async function readDrills({ root, drillsDir, files }: ReadDrillsOptions): Promise<FoundDrills> {
  const names = (await files.exists(drillsDir)) ? await files.list(drillsDir).catch(unread(drillsDir)) : []
  const drills: FoundDrill[] = []
  const failed: { file: string; error: FiredrillError }[] = []
  for (const name of names.filter((each) => DRILL_FILE.test(each)).toSorted()) {
    const file = relative(root, join(drillsDir, name))
    try {
      drills.push({ file, drill: await readDrill(join(drillsDir, name), file, root) })
    } catch (error) {
      if (!isFiredrillError(error)) throw error
      failed.push({ file, error })
    }
  }
  refuseTwice(drills)
  return { drills: drills.toSorted((a, b) => (a.drill.name < b.drill.name ? -1 : 1)), failed }
}

/** The drill of this name. When it is not there and a file could not be loaded, that file's error is thrown. */
export function findDrill({ drills, failed }: FoundDrills, name: string): FoundDrill {
  const found = drills.find(({ drill }) => drill.name === name)
  if (found) return found
  const failure = failed.find(({ file }) => file.includes(`/${name}.`)) ?? failed[0]
  if (failure) throw failure.error
  const names = drills.map(({ drill }) => drill.name)
  const hint =
    names.length === 0
      ? "Write one: drills/<name>.ts, with `export default drill('<name>', …)`."
      : `Did you mean "${closest(name, names)}"? There are ${names.join(', ')}.`
  throw new FiredrillError('drill-not-found', `No drill is called "${name}".`, { hint })
}

async function readDrill(path: string, file: string, root: string): Promise<Drill> {
  try {
    const drill = await importDefault(path, { code: 'drill-throws', shown: file, root })
    if (isDrill(drill)) return drill
  } catch (error) {
    if (!isFiredrillError(error)) throw error
    throw new FiredrillError(error.code, relativeTo(root, error.message), {
      hint: relativeTo(root, error.hint),
      cause: error,
    })
  }
  throw new FiredrillError('drill-invalid', `${file}: the default export is not a drill.`, {
    hint: "Write `export default drill('name', …)`, or a stock drill: `export default killNode()`.",
  })
}

function refuseTwice(drills: readonly FoundDrill[]): void {
  const seen = new Map<string, string>()
  for (const { drill, file } of drills) {
    const before = seen.get(drill.name)
    if (before !== undefined) {
      throw new FiredrillError('drill-invalid', `${file}: drill "${drill.name}" is in ${before} as well.`, {
        hint: 'Give one of them another name.',
      })
    }
    seen.set(drill.name, file)
  }
}

function unread(drillsDir: string): (cause: unknown) => never {
  return (cause) => {
    const message = `drills: ${drillsDir} cannot be read as a directory: ${messageOf(cause)}`
    throw new FiredrillError('config-invalid', message, {
      hint: 'Let `drills` in the configuration name the directory of your drills.',
      cause,
    })
  }
}
