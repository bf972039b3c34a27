import { type FakeHost, fakeHost } from '../../src/host/fake/host.ts'
import type { AppendFile } from '../../src/host/host.ts'

export interface Disk {
  host: FakeHost
  /** What was asked of the journal's file, in order: the type of each event, and `sync`. */
  calls: string[]
  /** From now on the disk refuses what is asked. */
  break(what: 'append' | 'sync'): void
  /** From now on it takes everything again. */
  mend(): void
}

/** A machine whose append-only files tell what was done with them, and can be made to fail. */
export function memoryDisk(): Disk {
  const host = fakeHost()
  const calls: string[] = []
  const broken = new Set<string>()
  const refuse = (what: string): void => {
    if (broken.has(what)) throw Object.assign(new Error(`ENOSPC: ${what}`), { code: 'ENOSPC' })
  }
  const openAppend = async (path: string): Promise<AppendFile> => {
    const file = await host.files.openAppend(path)
    return {
      async append(content) {
        // A turn of its own, as a disk takes: order must not rest on everything being at once.
        await new Promise(setImmediate)
        refuse('append')
        calls.push(typeOf(String(content)))
        await file.append(content)
      },
      async sync() {
        refuse('sync')
        calls.push('sync')
        await file.sync()
      },
      close: () => file.close(),
    }
  }
  const files = { ...host.files, openAppend }
  return { host: { ...host, files }, calls, break: (what) => broken.add(what), mend: () => broken.clear() }
}

function typeOf(line: string): string {
  return line === '\n' ? 'newline' : (JSON.parse(line) as { type: string }).type
}
