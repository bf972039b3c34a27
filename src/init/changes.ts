/** What `init` would change: each file as it is and as it would be, and what would be lost. */
import { FiredrillError } from '../errors.ts'
import type { Look } from './way.ts'
import { newFiles, scriptsOf, type Written } from './write/files.ts'
import { withReports } from './write/gitignore.ts'
import { missingScripts, otherScripts, readPackage, type Script, withScripts } from './write/package-json.ts'

export interface Change {
  /** Below the project's root. */
  path: string
  /** Null: it is not there. */
  before: string | null
  after: string
  /** `extended`: nothing of it is lost. */
  kind: 'new' | 'same' | 'extended' | 'replaced'
}

export interface Changes {
  all: readonly Change[]
  /** What would be lost: files, or scripts of package.json. */
  lost: readonly string[]
}

/**
 * Throws `config-invalid` for a package.json that is none, `already-there` for what is in the way of a file and would
 * not be replaced even if that were asked for. Changes nothing.
 */
export async function changesOf(written: Written, look: Look): Promise<Changes> {
  const files: Change[] = []
  for (const { path, text } of newFiles(written)) files.push(changeOf(path, await look.read(path), text))
  const packaged = await packageChange(look, scriptsOf(written))
  const ignored = await look.read('.gitignore')
  const all = [...files, packaged.change, changeOf('.gitignore', ignored, withReports(ignored), 'extended')]
  await refuseObstacles(all, look)
  const replaced = files.filter(({ kind }) => kind === 'replaced').map(({ path }) => path)
  return { all, lost: [...replaced, ...packaged.lost] }
}

async function refuseObstacles(all: readonly Change[], look: Look): Promise<void> {
  const written = all.filter(({ kind }) => kind !== 'same')
  const found = await Promise.all(written.map(({ path }) => look.obstacle(path)))
  // Two files of one directory have the same one in their way.
  const obstacles = new Set(found.filter((each) => each !== null))
  if (obstacles.size === 0) return
  throw new FiredrillError('already-there', `Nothing was written: ${[...obstacles].join(', ')}.`, {
    hint: 'Take it away, or make a plain file or directory of it, and run this again.',
  })
}

function changeOf(
  path: string,
  before: string | null,
  after: string,
  whenOther: 'extended' | 'replaced' = 'replaced',
): Change {
  const kind = before === null ? 'new' : before === after ? 'same' : whenOther
  return { path, before, after, kind }
}

async function packageChange(
  look: Look,
  scripts: readonly Script[],
): Promise<{ change: Change; lost: string[] }> {
  const path = 'package.json'
  const text = await look.read(path)
  const written = text === null ? {} : readPackage(text)
  if (written === null)
    throw new FiredrillError('config-invalid', `${path} cannot be read: it is no JSON object.`, {
      hint: 'Correct it, then run this again.',
    })
  const others = otherScripts(written, scripts)
  const change = changeOf(path, text, withScripts(text, scripts), others.length > 0 ? 'replaced' : 'extended')
  // Nothing to add: then it is not written anew only to be indented otherwise.
  const isSame = text !== null && missingScripts(written, scripts).length === 0
  return {
    change: isSame ? { ...change, after: text, kind: 'same' } : change,
    lost: others.map((name) => `${path}, script ${name}`),
  }
}
