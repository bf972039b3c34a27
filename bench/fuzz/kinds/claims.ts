/** Files that say who may act: of a run (epochs), and on a target (locks). */
import { join } from 'node:path'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { acquireLock, type LockOwner, readOwner } from '../../../src/host/lock.ts'
import { claimEpoch, epochOwner, newestEpoch } from '../../../src/run/epoch.ts'
import { type Changed, changedBytes, type Numbered } from '../bytes.ts'
import type { Kind } from '../kind.ts'
import type { Random } from '../random.ts'
import { changedValue } from '../values.ts'

const DIRECTORY = '/tmp/run-1'
const OWNER: LockOwner = { pid: 4711, startTime: 'boot:1', run: 'run-1', directory: '/reports/run-1' }

export const epochs: Kind = {
  what: 'epoch files',
  share: 2000,
  async prepare() {
    const host = fakeHost()
    await host.files.makeDir(DIRECTORY)
    await claimEpoch(host, DIRECTORY, 'run', -1)
    const whole = await host.files.readBytes(join(DIRECTORY, 'epoch.0'))
    return (random, numbered) => {
      const { bytes, how } = changedFile(whole, random, numbered)
      const name = random.pick([
        'epoch.0',
        'epoch.7',
        'epoch.',
        'epoch.1e3',
        'epoch.-1',
        'epoch.99999999999',
        'epoch.0x1',
      ])
      return {
        how: `${name}: ${how}`,
        async read() {
          const machine = fakeHost()
          await machine.files.makeDir(DIRECTORY)
          await machine.files.writeAtomic(join(DIRECTORY, name), bytes)
          const newest = await newestEpoch(machine, DIRECTORY)
          const owner = await epochOwner(machine, DIRECTORY, newest)
          if (owner !== null) await machine.processes.alive(owner.process)
          const claimed = await claimEpoch(machine, DIRECTORY, 'recover', newest)
          return claimed === newest + 1
            ? owner === null
              ? 'partial'
              : 'whole'
            : { wrong: `epoch ${claimed} after ${newest}` }
        },
      }
    }
  },
}

export const locks: Kind = {
  what: 'lock files',
  share: 2000,
  async prepare() {
    const host = fakeHost()
    await acquireLock(host, DIRECTORY, 'x', OWNER)
    const [name = ''] = await host.files.list(DIRECTORY)
    const whole = await host.files.readBytes(join(DIRECTORY, name))
    return (random, numbered) => {
      const { bytes, how } = changedFile(whole, random, numbered)
      return {
        how,
        async read() {
          const machine = fakeHost({ programs: { firedrill: {} } })
          const spec = {
            argv: ['firedrill'],
            cwd: '/',
            env: {},
            mark: 'other/0',
            stdout: 'ignore',
            stderr: 'ignore',
          } as const
          const { identity } = await machine.processes.spawn(spec)
          await machine.files.makeDir(DIRECTORY)
          await machine.files.writeAtomic(join(DIRECTORY, name), bytes)
          const owner = readOwner(new TextDecoder().decode(bytes))
          const lives = owner !== null && (await machine.processes.alive(owner))
          const lock = await acquireLock(machine, DIRECTORY, 'x', { ...OWNER, ...identity, run: 'run-2' })
          if (lock.kind === 'held' && lives) return { wrong: 'a lock was taken whose owner lives' }
          if (lock.kind === 'busy' && !lives) return { wrong: 'a lock is held that nobody holds' }
          return owner === null ? 'partial' : 'whole'
        },
      }
    }
  },
}

function changedFile(whole: Uint8Array, random: Random, numbered: Numbered): Changed {
  if (numbered.index < numbered.of / 2 || random.chance(0.3)) return changedBytes(whole, random, numbered)
  const { value, how } = changedValue(JSON.parse(new TextDecoder().decode(whole)), random)
  return { bytes: new TextEncoder().encode(JSON.stringify(value) ?? ''), how }
}
