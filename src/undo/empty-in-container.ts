import { posix } from 'node:path'
import type { JsonObject } from '../drill/model.ts'
import { dockerAt } from '../host/engine/docker-at.ts'
import { endpointArg, listArg, textArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

const TIMEOUT_MS = 30_000

/**
 * `{ endpoint, id, files }`: removes files from file systems in memory of a container. With one that does not run, they
 * are gone.
 */
export async function emptyInContainer(args: JsonObject, { host }: UndoContext): Promise<UndoOutcome> {
  const id = textArg(args, 'id')
  const files = listArg(args, 'files')
  const engine = host.engines.open(endpointArg(args, 'endpoint'))
  const before = await engine.container(id)
  if (before === null) return nothingToUndo(`there is no container ${id.slice(0, 12)}`)
  const { name, state } = before
  if (state !== 'running' && state !== 'paused') return nothingToUndo(`the container ${name} is ${state}`)
  const there = async (): Promise<string[]> => {
    const left: string[] = []
    for (const file of files) {
      const { stdout, exitCode } = await engine.exec(id, ['ls', '-A', posix.dirname(file)], {
        timeoutMs: TIMEOUT_MS,
      })
      // Where it cannot be looked, it is not seen to be gone.
      if (exitCode !== 0 || stdout.split('\n').includes(posix.basename(file))) left.push(file)
    }
    return left
  }
  const words = files.join(' and ')
  if ((await there()).length === 0) return nothingToUndo(`the container ${name} has no ${words}`)
  await engine.exec(id, ['rm', '-f', ...files], { timeoutMs: TIMEOUT_MS })
  const left = await there()
  if (left.length === 0) return undone(`the container ${name} has no ${words} any more`)
  return failed(
    `the container ${name} still has ${left.join(' and ')}`,
    `${dockerAt(engine)} exec ${name} rm -f ${left.join(' ')}`,
  )
}
