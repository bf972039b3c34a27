/** The format that a stored file says it has: `firedrill-verdict/1`, what it is and its version. */
import { FiredrillError } from '../errors.ts'

const WRITTEN = /^firedrill-([a-z]+)\/([1-9]\d{0,8})$/

/**
 * Throws `record-invalid` unless the file is of this format or an older version of it; a newer one is refused by name.
 * `otherwise`: the format of files that do not say it, as they were written before formats were.
 */
export function requireFormat(
  stored: unknown,
  format: string,
  { file, otherwise }: { file: string; otherwise?: string },
): void {
  const told = formatIn(stored) ?? otherwise
  const [found, known] = [partsOf(told), partsOf(format)]
  const isNewer = newerFormat(stored, format) !== null
  if (found !== null && found.what === known?.what && !isNewer) return
  const message = isNewer
    ? `${file} has the format ${told}; this firedrill reads up to ${format}.`
    : `${file} is no file of the format ${format}${told === undefined ? '' : `: it says ${shown(told)}`}.`
  throw new FiredrillError('record-invalid', message, {
    hint: isNewer
      ? 'Use the firedrill that wrote it, or a newer one.'
      : 'It was changed, or is another file. Run the drill again.',
  })
}

/** The format that it says it has, where that is a newer version of this one; else null. */
export function newerFormat(stored: unknown, format: string): string | null {
  const told = formatIn(stored)
  const [found, known] = [partsOf(told), partsOf(format)]
  if (found === null || known === null || found.what !== known.what) return null
  return found.version > known.version ? String(told) : null
}

function formatIn(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || !Object.hasOwn(stored, 'format')) return undefined
  return (stored as { format: unknown }).format
}

function partsOf(told: unknown): { what: string; version: number } | null {
  const [, what, version] = (typeof told === 'string' && WRITTEN.exec(told)) || []
  return what === undefined ? null : { what, version: Number(version) }
}

function shown(told: unknown): string {
  const text = JSON.stringify(told) ?? String(told)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
