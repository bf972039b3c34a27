/** What every file below a directory holds, by its path in there. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A file that is gone between the listing and the look, as the draft of another one is, is left out. */
export function filesBelow(directory: string): [name: string, bytes: Buffer][] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(directory, name)
    try {
      return statSync(path).isFile() ? [[name, readFileSync(path)]] : []
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  })
}
