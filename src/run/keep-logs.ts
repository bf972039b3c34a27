/**
 * The logs of a run. Programs write them to a place of the run's own, beside the record; what is copied into the record
 * has nothing secret in it. So the record is clean however the run ends.
 */
import { join } from 'node:path'
import { messageOf } from '../errors.ts'
import { copyLogs } from '../logs/copy.ts'
import { ownRedaction } from '../redact/process.ts'
import { everyInterval } from './background.ts'
import type { Room } from './room.ts'
import type { RunOptions } from './run-options.ts'

const EVERY_MS = 500

export interface KeptLogs {
  /** Where programs write them, absolute. Whatever tells of it tells of the record's own instead. */
  directory: string
  /** Ends the copying; the rest is copied when the place is removed. */
  stop(): Promise<void>
}

export async function keepLogs(
  room: Pick<Room, 'run' | 'logsDir' | 'changes' | 'journal' | 'assertMayAct'>,
  { host }: Pick<RunOptions, 'host'>,
  stateDir: string,
): Promise<KeptLogs> {
  const places = { from: join(stateDir, 'logs'), to: room.logsDir }
  ownRedaction.keep(room.run)
  const undo = { kind: 'keep-logs', args: { ...places, needs: neededNames(), run: room.run } }
  // Nobody else may enter: what programs write here may be secret.
  await room.changes.change({ what: 'keep the logs', undo }, () => host.files.makeDir(places.from, 0o700))
  ownRedaction.place(places.from, places.to)
  const copy = copyLogs(host.files, places, ownRedaction)
  let isSaid = false
  // Whoever has taken the run over copies the rest.
  const mayAct = () =>
    room.assertMayAct().then(
      () => true,
      () => false,
    )
  const loop = everyInterval(
    host.clock,
    EVERY_MS,
    async () => {
      if (await mayAct()) await copy.turn()
    },
    (error) => {
      if (!isSaid) room.journal.write({ type: 'progress', text: `The logs lag behind: ${messageOf(error)}` })
      isSaid = true
    },
  )
  return {
    directory: places.from,
    async stop() {
      await loop.stop()
      await copy.close()
    },
  }
}

/** Of secrets that the configuration names, each once; what is in one of them comes with it. And of its patterns. */
function neededNames(): string[] {
  const named = ownRedaction.values().filter(({ called, secret }) => secret && CONFIGURED.test(called))
  const byValue = new Map(named.reverse().map(({ called, value }) => [value, called]))
  const patterns = ownRedaction.names().filter((name) => ownRedaction.valueOf(name) === undefined)
  return [...byValue.values(), ...patterns].toSorted()
}

const CONFIGURED = /^(env|configuration) [^#]+$/
