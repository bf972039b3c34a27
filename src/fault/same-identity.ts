import type { InstanceIdentity } from '../target/target.ts'

/**
 * Are both seen to be the same one? A part that either side does not know proves nothing; by what both know, all must
 * be equal. False when they share nothing to compare.
 */
export function sameIdentity(a: InstanceIdentity, b: InstanceIdentity): boolean {
  const compared = compare(a, b)
  return compared.length > 0 && compared.every(Boolean)
}

/**
 * Is it the start that was looked at? By its mark or its container where both know them: those are the same whichever of
 * its processes was asked, where each has a pid and a boot id of its own. By the rest where they do not.
 */
export function sameStart(a: InstanceIdentity, b: InstanceIdentity): boolean {
  const started = compareStarts(a, b)
  return started.length > 0 ? started.every(Boolean) : sameIdentity(a, b)
}

/**
 * Does another process than `a` answer, which is none of those that answered beside it before? Another start always is:
 * by its mark or its container.
 */
export function anotherProcess(
  a: InstanceIdentity,
  now: InstanceIdentity,
  beside: readonly InstanceIdentity[],
): boolean {
  if (!compareStarts(a, now).every(Boolean)) return true
  return [a, ...beside].every((each) => compareProcesses(each, now).includes(false))
}

/** Was it started anew? As `sameStart`, and nothing where neither side knows enough. */
export function anotherStart(a: InstanceIdentity, b: InstanceIdentity): boolean {
  const started = compareStarts(a, b)
  return started.length > 0 ? !started.every(Boolean) : anotherIdentity(a, b)
}

/** Are they seen to be two: does a part that both know differ? */
export function anotherIdentity(a: InstanceIdentity, b: InstanceIdentity): boolean {
  return !compare(a, b).every(Boolean)
}

/** What was looked at before; nothing is known of one that was down. */
export function identityOf(identity: InstanceIdentity | null): InstanceIdentity {
  return identity ?? { process: null, bootId: null, mark: null }
}

/** For each part that both know, whether it is equal. */
function compare(a: InstanceIdentity, b: InstanceIdentity): boolean[] {
  return [...compareProcesses(a, b), ...compareStarts(a, b)]
}

/** What differs between the processes of one instance. */
function compareProcesses(a: InstanceIdentity, b: InstanceIdentity): boolean[] {
  const compared: boolean[] = []
  if (a.process && b.process)
    compared.push(a.process.pid === b.process.pid && a.process.startTime === b.process.startTime)
  if (a.bootId !== null && b.bootId !== null) compared.push(a.bootId === b.bootId)
  return compared
}

function compareStarts(a: InstanceIdentity, b: InstanceIdentity): boolean[] {
  const compared: boolean[] = []
  if (a.mark !== null && b.mark !== null) compared.push(a.mark === b.mark)
  if (a.container && b.container)
    compared.push(a.container.id === b.container.id && a.container.startedMs === b.container.startedMs)
  return compared
}

/** `pid 4711`, else `container 0123456789ab`, `boot id 3f…`, `mark 7f3a/4`: what a person can look for. */
export function nameIdentity({ process, container, bootId, mark }: InstanceIdentity): string {
  if (process) return `pid ${process.pid}`
  if (container)
    return `container ${container.id.slice(0, 12)}, started ${new Date(container.startedMs).toISOString()}`
  return bootId === null ? `mark ${mark ?? 'unknown'}` : `boot id ${bootId}`
}
