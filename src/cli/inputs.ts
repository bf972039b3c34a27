/** The files that decide what a run does, each with its digest: so that a later run can tell which of them changed. */
import { isAbsolute, join, relative } from 'node:path'
import type { TargetConfig } from '../config/targets.ts'
import type { ResolvedDrill } from '../drill/model.ts'
import type { Files } from '../host/host.ts'
import type { RunInput } from '../journal/run-started.ts'

export interface InputsAsked {
  /** The project's root, absolute. */
  root: string
  /** The configuration's own file, absolute. */
  configuration: string
  drill: Pick<ResolvedDrill, 'file'>
  /** The load's script, absolute. */
  script: string
  /** Null: there is none. */
  target: TargetConfig | null
}

/** A file that is longer decides little, and takes long. */
const MOST_BYTES = 16 * 1024 * 1024
const MOST_FILES = 100
/** The digest of something short that is secret could be tried out. */
const SECRET = /(^|[/.])env($|[/.])|secret|password|credential|\.(pem|key|p12|pfx)$/i
/** What Compose looks for where no file is named. */
const COMPOSE_DEFAULT = 'compose.yml'

/** A file that cannot be read is left out. */
export async function inputsOf(
  files: Pick<Files, 'exists' | 'size' | 'digest'>,
  asked: InputsAsked,
): Promise<RunInput[]> {
  const { root, configuration, drill, script, target } = asked
  const named = [
    { role: 'configuration', path: configuration },
    { role: 'drill', path: absolute(drill.file, root) },
    { role: 'load script', path: script },
    ...(target === null ? [] : filesOfTarget(target, root)),
  ]
  const seen = new Set<string>()
  const inputs: RunInput[] = []
  for (const { role, path } of named) {
    if (seen.has(path) || inputs.length >= MOST_FILES) continue
    seen.add(path)
    const shown = relative(root, path)
    if (SECRET.test(shown)) continue
    const digest = await digestOf(files, path)
    if (digest !== null) inputs.push({ role, path: isOutside(shown) ? path : shown, digest })
  }
  return inputs
}

/** Every word of the target's options that might be a file of the project; whether it is one, the file system says. */
function filesOfTarget({ kind, options }: TargetConfig, root: string): { role: string; path: string }[] {
  const words = wordsIn(options, '')
  const isCompose = kind === 'compose'
  const found = words.map(({ at, word }) => ({
    role: at.startsWith('edge') ? 'edge file' : isCompose && at.startsWith('files') ? 'compose file' : 'file',
    path: absolute(word.replaceAll('{root}', root), root),
  }))
  const named = words.some(({ at }) => at.startsWith('files'))
  const all =
    isCompose && !named ? [...found, { role: 'compose file', path: join(root, COMPOSE_DEFAULT) }] : found
  return all.filter(({ path }) => !isOutside(relative(root, path)))
}

function wordsIn(value: unknown, at: string): { at: string; word: string }[] {
  if (typeof value === 'string')
    return value
      .split(/[\s='"]+/)
      .filter((word) => /[./]/.test(word) && !word.includes('://'))
      .map((word) => ({ at, word }))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => wordsIn(inner, at === '' ? key : `${at}.${key}`))
}

/** A directory has none. What is empty may be a pipe or a device, which would be read without end. */
async function digestOf(
  files: Pick<Files, 'exists' | 'size' | 'digest'>,
  path: string,
): Promise<string | null> {
  try {
    const bytes = (await files.exists(path)) ? await files.size(path) : 0
    return bytes === 0 || bytes > MOST_BYTES ? null : await files.digest(path)
  } catch {
    return null
  }
}

function isOutside(shown: string): boolean {
  return shown === '..' || shown.startsWith('../') || isAbsolute(shown)
}

function absolute(path: string, root: string): string {
  return isAbsolute(path) ? path : join(root, path)
}
