/** The fake's instances have one file system to fill, `/tmp`. */
import type { Storage, TargetContext } from '../target.ts'
import { type FakeApp, find, refused, TMP_BYTES, typed, up } from './app.ts'

export function storageOf(app: FakeApp, { host }: TargetContext): Storage {
  return {
    async space(victim, path) {
      if (path !== '/tmp') throw refused(`${path} of ${victim.name} is no file system of its own.`)
      const { freeBytes, limits } = up(app, victim)
      const { memoryBytes } = limits
      const left = memoryBytes === 0 ? null : memoryBytes - app.settings.memoryBytes
      return { mount: path, sizeBytes: TMP_BYTES, freeBytes, memoryLeftBytes: left }
    },
    fillUndo: ({ name }) => ({ kind: 'covered', args: { by: `end ${find(app, name).name}` } }),
    async fill(victim, path, bytes) {
      const atMs = host.clock.monoMs()
      const found = up(app, victim)
      found.freeBytes = Math.max(0, found.freeBytes - bytes)
      return { atMs, command: typed(['fake-fill', victim.name, path]) }
    },
    async hasRoom(victim, _path, bytes) {
      const room = up(app, victim).freeBytes >= bytes
      return { room, said: room ? '' : 'No space left on device' }
    },
    async empty({ name }) {
      find(app, name).freeBytes = TMP_BYTES
    },
  }
}
