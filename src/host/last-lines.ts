import type { Files } from './host.ts'

/** More than so many lines of any length that a person reads. */
const BYTES_READ = 64 * 1024

/** The last lines of a log, which may be longer than memory; one that is empty where it is not there, or empty. */
export async function lastLinesOf(
  files: Pick<Files, 'readFrom' | 'size'>,
  log: string,
  most: number,
): Promise<string[]> {
  const from = Math.max(0, (await files.size(log)) - BYTES_READ)
  const text = new TextDecoder().decode(await files.readFrom(log, from))
  return text.trimEnd().split('\n').slice(-most)
}
