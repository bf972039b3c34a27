import type { JsonObject } from '../drill/model.ts'
import { dockerAt } from '../host/engine/docker-at.ts'
import { shownOtherwise } from '../host/engine/limits.ts'
import { formatBytes } from '../units.ts'
import { endpointArg, limitsArg, textArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

/** `{ endpoint, id, limits }`: gives a container the limits that it had. One that is gone needs nothing. */
export async function limitContainer(args: JsonObject, { host }: UndoContext): Promise<UndoOutcome> {
  const id = textArg(args, 'id')
  const was = limitsArg(args, 'limits')
  const engine = host.engines.open(endpointArg(args, 'endpoint'))
  const before = await engine.container(id)
  if (before === null) return nothingToUndo(`there is no container ${id.slice(0, 12)}`)
  const { name } = before
  const isBack = (now: typeof was) => now.cpus === was.cpus && now.memoryBytes === was.memoryBytes
  if (isBack(before.limits)) return nothingToUndo(`the container ${name} has ${words(was)}`)
  await engine.limit(id, was)
  const now = (await engine.container(id))?.limits
  const otherwise = shownOtherwise(was, before.limits).map((each) => `; ${each}`)
  if (now === undefined || isBack(now))
    return undone(`the container ${name} has ${words(was)} again${otherwise.join('')}`)
  const [cpus, memory] = await engine.limitRequest(id, was)
  const asked = {
    ...(now.cpus === was.cpus ? {} : cpus),
    ...(now.memoryBytes === was.memoryBytes ? {} : memory),
  }
  return failed(
    `the container ${name} has ${words(now)} and had ${words(was)}`,
    [`${dockerAt(engine)} update`, ...Object.entries(asked).map(optionOf), name].join(' '),
  )
}

/**
 * What the engine is asked for, as `docker update` takes it: that a container had no limit cannot be typed as 0, which to
 * that command is what it was not told. Source: docker's CLI reference, container update.
 */
function optionOf([field, value]: [string, number]): string {
  switch (field) {
    case 'NanoCpus':
      return `--cpus ${value / 1e9}`
    case 'CpuQuota':
      return `--cpu-quota ${value}`
    case 'MemorySwap':
      return `--memory-swap ${BigInt(value)}`
    default:
      return `--memory ${BigInt(value)}`
  }
}

function words({ cpus, memoryBytes }: { cpus: number; memoryBytes: number }): string {
  return `${cpus === 0 ? 'all cores' : `${cpus} cores`}, ${memoryBytes === 0 ? 'all memory' : formatBytes(memoryBytes)}`
}
