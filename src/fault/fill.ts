/** A full disk: nothing can be written to one bounded file system of the instance. */
import { FiredrillError } from '../errors.ts'
import type { Space } from '../target/target.ts'
import { bytes, formatBytes } from '../units.ts'
import type { Fault, FaultEvidence, FaultIntent } from './fault.ts'
import { storageOf, victimOf } from './victim.ts'

/** What a file system gives at the least. */
const PAGE = 4096

export const fill: Fault = {
  kind: 'fill',
  needs: ['storage'],
  describe: (instance) => `fill a disk of ${instance}`,
  async intend({ target, victim, args }) {
    const up = victimOf(victim)
    const path = String(args.path)
    const leaveBytes = bytes(String(args.leave ?? '0'))
    const storage = storageOf(target)
    const space = await storage.space(up, path)
    refuseToFill(up.name, path, leaveBytes, space)
    // All that fits and a page: what is left by rounding is taken as well.
    const fillBytes = leaveBytes === 0 ? space.freeBytes + PAGE : space.freeBytes - leaveBytes
    return {
      fault: 'fill',
      victim: up,
      args: { path, leaveBytes, fillBytes, freeBytes: space.freeBytes },
      undo: storage.fillUndo(up, path),
    }
  },
  inject: ({ target }, intent) => {
    const { path, fillBytes } = knownOf(intent)
    return storageOf(target).fill(intent.victim, path, fillBytes)
  },
  async landed({ target }, intent): Promise<FaultEvidence> {
    const { name } = intent.victim
    const { path, leaveBytes } = knownOf(intent)
    const tried = leaveBytes + PAGE
    const { room, said } = await storageOf(target).hasRoom(intent.victim, path, tried)
    const what = `writing ${formatBytes(tried)} to ${path} of ${name}`
    return { seen: !room, what: [room ? `${what} works` : `${what} fails: ${said}`] }
  },
  async heal({ target }, intent) {
    const { name } = intent.victim
    const { path, freeBytes } = knownOf(intent)
    const storage = storageOf(target)
    await storage.empty(intent.victim, path)
    // Half of what there was: the app writes as well.
    const tried = Math.max(PAGE, freeBytes / 2)
    const { room, said } = await storage.hasRoom(intent.victim, path, tried)
    const what = `writing ${formatBytes(tried)} to ${path} of ${name}`
    return { seen: room, what: [room ? `${what} works` : `${what} fails: ${said}`] }
  },
}

function refuseToFill(
  name: string,
  path: string,
  leaveBytes: number,
  { freeBytes, memoryLeftBytes }: Space,
): void {
  const wanted = freeBytes - leaveBytes
  if (wanted < PAGE)
    throw invalid(
      `${path} of ${name} has ${formatBytes(freeBytes)} free: there is nothing to fill.`,
      'Leave less.',
    )
  // Its files are of the instance's memory: past that the engine ends it, which is another fault.
  if (memoryLeftBytes === null || wanted < memoryLeftBytes) return
  throw invalid(
    `Filling ${path} of ${name} takes ${formatBytes(wanted)}, and it may use no more than ${formatBytes(memoryLeftBytes)} of memory: it would be ended.`,
    'Give the tmpfs a smaller size, or the instance more memory.',
  )
}

function invalid(message: string, hint: string): FiredrillError {
  return new FiredrillError('drill-invalid', message, { hint })
}

function knownOf({ args }: FaultIntent): {
  path: string
  leaveBytes: number
  fillBytes: number
  freeBytes: number
} {
  return args as unknown as ReturnType<typeof knownOf>
}
