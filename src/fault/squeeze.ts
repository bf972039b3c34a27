/** A starved node: the same one, with less CPU or memory than it had. */
import { FiredrillError } from '../errors.ts'
import { shownOtherwise } from '../host/engine/limits.ts'
import type { ResourceLimits, ResourcesFelt } from '../target/target.ts'
import { bytes, cores, formatBytes, formatMs } from '../units.ts'
import type { Fault, FaultEvidence, FaultIntent } from './fault.ts'
import { resourcesOf, victimOf } from './victim.ts'

export const squeeze: Fault = {
  kind: 'squeeze',
  needs: ['resources'],
  describe: (instance) => `squeeze ${instance}`,
  async intend({ target, victim, args }) {
    const up = victimOf(victim)
    const resources = resourcesOf(target)
    const was = await resources.limits(up)
    const to = {
      cpus: typeof args.cpu === 'string' ? cores(args.cpu) : was.cpus,
      memoryBytes: typeof args.memory === 'string' ? bytes(args.memory) : was.memoryBytes,
    }
    refuseMore(up.name, to, was)
    const { throttledMs, memoryBytes } = await resources.felt(up)
    if (to.memoryBytes !== was.memoryBytes && memoryBytes !== null)
      refuseLessThanUsed(up.name, to.memoryBytes, memoryBytes)
    return {
      fault: 'squeeze',
      victim: up,
      args: { to, was, throttledMs },
      undo: resources.squeezeUndo(up, was),
    }
  },
  inject: ({ target }, intent) => resourcesOf(target).squeeze(intent.victim, knownOf(intent).to),
  async landed({ target }, intent): Promise<FaultEvidence> {
    const { name } = intent.victim
    const { to, was, throttledMs: beforeMs } = knownOf(intent)
    const now = await resourcesOf(target).limits(intent.victim)
    const shown = `${name} is limited to ${limitsInWords(now)}`
    if (!same(now, to)) return { seen: false, what: [shown] }
    const felt = await resourcesOf(target).felt(intent.victim)
    const inForce = felt.memoryLimitBytes
    if (to.memoryBytes !== was.memoryBytes && inForce !== null && inForce !== to.memoryBytes)
      return { seen: false, what: [shown, `in force are ${memoryInWords(inForce)}`] }
    const memory = to.memoryBytes === was.memoryBytes ? [] : memoryFelt(felt)
    if (to.cpus === was.cpus) return { seen: true, what: [shown, ...memory] }
    if (felt.throttledMs === null || beforeMs === null)
      return { seen: true, what: [shown, ...memory, 'the engine does not tell whether it is held back'] }
    const heldMs = felt.throttledMs - beforeMs
    // A limit that nothing comes up against is no fault.
    if (heldMs <= 0) return { seen: false, what: [shown, ...memory, 'it was not held back once'] }
    return { seen: true, what: [shown, ...memory, `it was held back for ${formatMs(heldMs)} since`] }
  },
  async heal({ target }, intent) {
    const { name } = intent.victim
    const { to, was } = knownOf(intent)
    const resources = resourcesOf(target)
    await resources.release(intent.victim, was)
    const now = await resources.limits(intent.victim)
    const shown = `${name} is limited to ${limitsInWords(now)}`
    if (!same(now, was)) return { seen: false, what: [shown] }
    return { seen: true, what: [`${shown}, as before`, ...shownOtherwise(was, to)] }
  },
}

function refuseMore(name: string, to: ResourceLimits, was: ResourceLimits): void {
  const least = (limit: number) => limit || Number.POSITIVE_INFINITY
  const more = least(to.cpus) > least(was.cpus) || least(to.memoryBytes) > least(was.memoryBytes)
  if (!more && !same(to, was)) return
  throw new FiredrillError(
    'drill-invalid',
    `${name} is limited to ${limitsInWords(was)}: ${limitsInWords(to)} would not squeeze it.`,
    { hint: 'Give it less than it has.' },
  )
}

/** An engine refuses it, or ends what runs: that would be another fault. */
function refuseLessThanUsed(name: string, toBytes: number, usedBytes: number): void {
  if (toBytes > usedBytes) return
  throw new FiredrillError(
    'drill-invalid',
    `${name} uses ${formatBytes(usedBytes)} of memory: a limit of ${formatBytes(toBytes)} would end it at once.`,
    { hint: 'Leave it more than it uses, or lose it by kill().' },
  )
}

function same(a: ResourceLimits, b: ResourceLimits): boolean {
  return a.cpus === b.cpus && a.memoryBytes === b.memoryBytes
}

/** `0.1 cores and 64 MiB`. */
function limitsInWords({ cpus, memoryBytes }: ResourceLimits): string {
  return `${cpus === 0 ? 'all cores' : `${cpus} cores`} and ${memoryInWords(memoryBytes)}`
}

function memoryFelt({ memoryBytes, memoryLimitBytes }: ResourcesFelt): string[] {
  return [
    ...(memoryLimitBytes === null ? ['the engine does not tell which limit is in force'] : []),
    memoryBytes === null
      ? 'the engine does not tell how much memory it uses'
      : `it uses ${formatBytes(memoryBytes)} of memory`,
  ]
}

function memoryInWords(limitBytes: number): string {
  return limitBytes === 0 ? 'all memory' : formatBytes(limitBytes)
}

function knownOf({ args }: FaultIntent): {
  to: ResourceLimits
  was: ResourceLimits
  throttledMs: number | null
} {
  return args as unknown as ReturnType<typeof knownOf>
}
