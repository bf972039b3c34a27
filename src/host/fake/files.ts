import { createHash } from 'node:crypto'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import type { Files } from '../host.ts'

type Entry = { kind: 'file'; bytes: Buffer } | { kind: 'dir' } | { kind: 'link'; to: string }

const FREE_BYTES = 2 ** 35

/** A file system in memory with `/` and `/tmp`; paths are absolute. It fails as the real one does, with its codes. */
export function createFakeFiles(): Files {
  const entries = new Map<string, Entry>([
    ['/', { kind: 'dir' }],
    ['/tmp', { kind: 'dir' }],
  ])
  let made = 0

  /** The path with every link on its way followed; the last part only where `last` says so. */
  const resolved = (path: string, last: boolean): string => {
    let at = '/'
    const parts = normalize(path).split('/').filter(Boolean)
    for (const [index, part] of parts.entries()) {
      const next = join(at, part)
      const entry = entries.get(next)
      const follow = entry?.kind === 'link' && (last || index < parts.length - 1)
      at = follow ? resolved(isAbsolute(entry.to) ? entry.to : join(at, entry.to), true) : next
    }
    return at
  }
  const write = (path: string, bytes: Buffer): void => {
    const at = resolved(path, true)
    if (entries.get(dirname(at))?.kind !== 'dir') throw failure('ENOENT', path)
    if (entries.get(at)?.kind === 'dir') throw failure('EISDIR', path)
    entries.set(at, { kind: 'file', bytes })
  }
  const bytesOf = (path: string): Buffer => {
    const entry = entries.get(resolved(path, true))
    if (!entry) throw failure('ENOENT', path)
    if (entry.kind !== 'file') throw failure('EISDIR', path)
    return entry.bytes
  }
  const there = (path: string): boolean => entries.has(resolved(path, false))
  const makeDir = (path: string): void => {
    const at = resolved(path, true)
    if (at !== '/' && !entries.has(dirname(at))) makeDir(dirname(at))
    if (entries.get(at)?.kind === 'file') throw failure('EEXIST', path)
    entries.set(at, { kind: 'dir' })
  }
  return {
    read: async (path) => bytesOf(path).toString('utf8'),
    readBytes: async (path) => new Uint8Array(bytesOf(path)),
    readIfThere: async (path) => (entries.has(resolved(path, true)) ? bytesOf(path).toString('utf8') : null),
    writeAtomic: async (path, content) => write(path, Buffer.from(content)),
    readFrom: async (path, offset, mostBytes = Number.POSITIVE_INFINITY) =>
      new Uint8Array(
        entries.has(resolved(path, true)) ? bytesOf(path).subarray(offset, offset + mostBytes) : [],
      ),
    size: async (path) => (entries.has(resolved(path, true)) ? bytesOf(path).length : 0),
    async createExclusive(path, content) {
      if (there(path)) return false
      write(path, Buffer.from(content))
      return true
    },
    async openAppend(path) {
      if (!there(path)) write(path, Buffer.alloc(0))
      const file = entries.get(resolved(path, true))
      if (file?.kind !== 'file') throw failure('EISDIR', path)
      return {
        // The file that was opened, also where another one has its name by now.
        append: async (content) => {
          file.bytes = Buffer.concat([file.bytes, Buffer.from(content)])
        },
        sync: async () => undefined,
        close: async () => undefined,
      }
    },
    async openRead(path) {
      bytesOf(path)
      const file = entries.get(resolved(path, true))
      return {
        read: async () => (file?.kind === 'file' ? file.bytes.toString('utf8') : ''),
        close: async () => undefined,
      }
    },
    makeDir: async (path) => makeDir(path),
    async remove(path) {
      const at = resolved(path, false)
      for (const name of entries.keys()) if (name === at || name.startsWith(`${at}/`)) entries.delete(name)
    },
    exists: async (path) => there(path),
    async list(path) {
      const at = resolved(path, true)
      const kind = entries.get(at)?.kind
      if (kind !== 'dir') throw failure(kind === undefined ? 'ENOENT' : 'ENOTDIR', path)
      const inside = [...entries.keys()].filter((name) => name !== '/' && dirname(name) === at)
      return inside.map((name) => name.slice(at === '/' ? 1 : at.length + 1)).sort()
    },
    async link(to, path) {
      const at = resolved(path, false)
      if (entries.get(dirname(at))?.kind !== 'dir') throw failure('ENOENT', path)
      if (entries.get(at)?.kind === 'dir') throw failure('EISDIR', path)
      entries.set(at, { kind: 'link', to })
    },
    async readLink(path) {
      const entry = entries.get(resolved(path, false))
      return entry?.kind === 'link' ? entry.to : null
    },
    async realPath(path) {
      const at = resolved(path, true)
      return entries.has(at) ? at : null
    },
    async temporaryDir(prefix) {
      made += 1
      const path = `/tmp/${prefix.startsWith('firedrill-') ? prefix : `firedrill-${prefix}`}${made}`
      makeDir(path)
      return path
    },
    freeBytes: async (path) => (there(path) ? FREE_BYTES : null),
    digest: async (path, firstBytes = Number.POSITIVE_INFINITY) =>
      createHash('sha256').update(bytesOf(path).subarray(0, firstBytes)).digest('hex'),
  }
}

function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code })
}
