import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { draftOf } from './draft.ts'
import type { AppendFile, Files, ReadFile } from './host.ts'

export function nodeFiles(): Files {
  return {
    read: (path) => fs.readFile(path, 'utf8'),
    readBytes: (path) => fs.readFile(path),
    readIfThere: (path) => orNull(fs.readFile(path, 'utf8')),
    readFrom,
    size: async (path) => (await orNull(fs.stat(path)))?.size ?? 0,
    writeAtomic,
    createExclusive,
    openAppend,
    openRead,
    async makeDir(path, mode) {
      await makeDirs(path)
      if (mode !== undefined) await fs.chmod(path, mode)
    },
    remove: (path) => fs.rm(path, { recursive: true, force: true, maxRetries: 3 }),
    exists: async (path) => (await orNull(fs.lstat(path))) !== null,
    list: async (path) => (await fs.readdir(path)).sort(),
    link,
    readLink: (path) => orNull(fs.readlink(path)),
    realPath: (path) => orNull(fs.realpath(path)),
    temporaryDir,
    async freeBytes(path) {
      const seen = await orNull(fs.statfs(path))
      return seen && seen.bavail * seen.bsize
    },
    digest,
  }
}

/** Of a file that others append to, read at most so much at once. */
const MAX_PIECE_BYTES = 4 * 1024 * 1024

async function readFrom(path: string, offset: number, mostBytes = MAX_PIECE_BYTES): Promise<Uint8Array> {
  const file = await orNull(fs.open(path))
  if (file === null) return new Uint8Array()
  try {
    const length = Math.min(mostBytes, MAX_PIECE_BYTES, Math.max(0, (await file.stat()).size - offset))
    const piece = new Uint8Array(length)
    const { bytesRead } = length === 0 ? { bytesRead: 0 } : await file.read(piece, 0, length, offset)
    return piece.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Node's own `recursive` never ends where a directory that is there refuses new ones by ENOENT, as /proc does. */
async function makeDirs(path: string): Promise<void> {
  const refused = await makeOne(path)
  if (refused === null) return
  if (codeOf(refused) !== 'ENOENT') throw refused
  await makeParent(path)
  const again = await makeOne(path)
  if (again !== null) throw again
}

async function makeParent(path: string): Promise<void> {
  const parent = dirname(path)
  // Where it is there, another may have made it just now.
  if ((await orNull(fs.stat(parent))) === null) await makeDirs(parent)
}

/** Null when it is a directory now, whoever made it. */
async function makeOne(path: string): Promise<unknown> {
  try {
    await fs.mkdir(path)
    return null
  } catch (error) {
    return (await orNull(fs.stat(path)))?.isDirectory() ? null : error
  }
}

async function writeAtomic(path: string, content: string | Uint8Array): Promise<void> {
  const draft = await synced(path, content)
  try {
    await fs.rename(draft, path)
  } catch (error) {
    await fs.rm(draft, { force: true })
    throw error
  }
  await syncDirectory(dirname(path))
}

/** A hard link fails when the name is taken, and whoever sees the name sees the whole content. */
async function createExclusive(path: string, content: string, maker?: string): Promise<boolean> {
  const draft = await synced(path, content, maker)
  try {
    await fs.link(draft, path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error))) throw error
    return await createWithoutLinks(path, content)
  } finally {
    await fs.rm(draft, { force: true })
  }
  await syncDirectory(dirname(path))
  return true
}

/** For file systems without hard links: a reader may see the file before its content. */
async function createWithoutLinks(path: string, content: string): Promise<boolean> {
  try {
    await fs.writeFile(path, content, { flag: 'wx', flush: true })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

async function openAppend(path: string): Promise<AppendFile> {
  const file = await fs.open(path, 'a')
  return {
    append: (content) => file.appendFile(content),
    sync: () => file.sync(),
    close: () => file.close(),
  }
}

async function openRead(path: string): Promise<ReadFile> {
  const file = await fs.open(path)
  return {
    // From its beginning each time: `readFile` of an open file goes on where it was.
    async read() {
      const { size } = await file.stat()
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, 0)
      return buffer.toString('utf8', 0, bytesRead)
    },
    close: () => file.close(),
  }
}

async function link(to: string, path: string): Promise<void> {
  const draft = draftOf(path)
  await fs.symlink(to, draft)
  try {
    await fs.rename(draft, path)
  } catch (error) {
    await fs.rm(draft, { force: true })
    throw error
  }
}

async function temporaryDir(prefix: string): Promise<string> {
  // `remove-dir` refuses to remove anything below the temporary directory that is named otherwise.
  const name = prefix.startsWith('firedrill-') ? prefix : `firedrill-${prefix}`
  const path = await fs.mkdtemp(join(await fs.realpath(tmpdir()), name))
  await fs.chmod(path, 0o711)
  return path
}

async function digest(path: string, firstBytes = Number.POSITIVE_INFINITY): Promise<string> {
  const hash = createHash('sha256')
  // `end` is the last byte that is read: none is before the first.
  if (firstBytes > 0) await pipeline(createReadStream(path, { end: firstBytes - 1 }), hash)
  return hash.digest('hex')
}

/** Writes and syncs a new hidden file beside `path`; returns its path. */
async function synced(path: string, content: string | Uint8Array, maker?: string): Promise<string> {
  const draft = draftOf(path, maker)
  try {
    await fs.writeFile(draft, content, { flag: 'wx', flush: true })
  } catch (error) {
    await fs.rm(draft, { force: true })
    throw error
  }
  return draft
}

/** Without it a new name may be lost in a power cut although its content is not. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await fs.open(path, constants.O_RDONLY)
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    // EINVAL: readlink of what is not a link. ELOOP: a link that leads to itself.
    if (['ENOENT', 'ENOTDIR', 'EINVAL', 'ELOOP'].includes(codeOf(error))) return null
    throw error
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
