import type { FakeCommand, FakeContainerProgram } from '../../../src/host/fake/engine/model.ts'

export const TMP_BYTES = 2 ** 20

/** A program in whose image df, dd, ls and rm work on one file system in memory. */
export function withDisk(mount = '/tmp'): FakeContainerProgram {
  const files = new Map<string, number>()
  const free = () => TMP_BYTES - [...files.values()].reduce((sum, each) => sum + each, 0)
  const dd: FakeCommand = (argv) => {
    const value = (name: string) => argv.find((each) => each.startsWith(name))?.slice(name.length)
    const file = value('of=') ?? ''
    files.delete(file)
    const wanted = Number(value('count=')) * Number(value('bs='))
    const room = free()
    files.set(file, Math.min(wanted, room))
    if (wanted <= room) return { exitCode: 0 }
    return { exitCode: 1, stderr: `dd: error writing '${file}': No space left on device\n` }
  }
  const df: FakeCommand = () => ({
    exitCode: 0,
    stdout: `Filesystem 1024-blocks Used Available Capacity Mounted on\ntmpfs ${TMP_BYTES / 1024} 0 ${free() / 1024} 0% ${mount}\n`,
  })
  const rm: FakeCommand = (argv) => {
    for (const file of argv) files.delete(file)
    return { exitCode: 0 }
  }
  const ls: FakeCommand = () => ({
    exitCode: 0,
    stdout: [...files.keys()].map((file) => `${file.slice(mount.length + 1)}\n`).join(''),
  })
  return { commands: { df, dd, rm, ls } }
}
