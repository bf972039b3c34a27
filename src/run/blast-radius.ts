/**
 * How much of the app a drill may take at once, looked at before each act: the plan knows only what stands in the drill,
 * not who else is down. What a rollout takes out is the release gate's to watch, and is not counted as hit.
 */
import type { BlastLimit } from '../drill/blast-radius.ts'
import { FiredrillError } from '../errors.ts'
import { besideOf } from '../fault/crash.ts'
import { anotherProcess, anotherStart } from '../fault/same-identity.ts'
import type { Instance, InstanceIdentity, RunningTarget, Victim } from '../target/target.ts'
import type { InjectedFault } from './stage.ts'

/** An instance that a step is about to hit. */
export interface Hit {
  /** The fault that was injected by it; what ends that ends the hit. */
  by(fault: InjectedFault): void
}

export interface BlastRadius {
  /**
   * To be asked just before these are hit, all at once. Throws `blast-radius` where that would be too many beside those
   * that still are, or would take the last one that is ready.
   */
  hit(victims: readonly Pick<Victim, 'name' | 'identity'>[]): Promise<Hit>
}

export function createBlastRadius(limit: BlastLimit, target: Pick<RunningTarget, 'instances'>): BlastRadius {
  const all: Entry[] = []
  return {
    async hit(victims) {
      const instances = limit === 'all' ? [] : await target.instances()
      // Nothing is waited for from here on: of two lanes, the second finds what the first has taken.
      if (limit !== 'all') {
        const before = all.filter((entry) => isStillHit(entry, instances))
        refuse(limit, victims, before, instances)
      }
      const entry: Entry = { victims: [...victims], fault: null }
      all.push(entry)
      return {
        by(fault) {
          entry.fault = fault
        },
      }
    },
  }
}

interface Entry {
  victims: readonly Pick<Victim, 'name' | 'identity'>[]
  fault: InjectedFault | null
}

function refuse(
  limit: number,
  victims: Entry['victims'],
  before: readonly Entry[],
  instances: readonly Instance[],
): void {
  const taking = victims.map(({ name }) => name)
  const already = before.flatMap((entry) => entry.victims.map(({ name }) => name))
  const hit = new Set([...already, ...taking])
  const others = [...new Set(already)].filter((name) => !taking.includes(name))
  if (hit.size > limit) throw tooMany(taking, others, hit.size, limit)
  const ready = instances.filter((instance) => instance.ready)
  const readyVictims = ready.filter(({ name }) => taking.includes(name))
  const left = ready.filter(({ name }) => !hit.has(name))
  if (readyVictims.length > 0 && left.length === 0) throw theLast(readyVictims, instances)
}

/** One that is healed, or is another one by now and ready, is hit no more; nor is one that is not there any more. */
function isStillHit({ victims, fault }: Entry, instances: readonly Instance[]): boolean {
  if (fault?.healed) return false
  return victims.some(({ name, identity }) => {
    const now = instances.find((instance) => instance.name === name)
    if (now === undefined) return false
    const isAnother = identity === null || (now.identity !== null && isNew(identity, now.identity, fault))
    return !(now.ready && isAnother)
  })
}

/** A crash hits one process; whatever else is done to an instance lasts until that is started anew. */
function isNew(was: InstanceIdentity, now: InstanceIdentity, fault: InjectedFault | null): boolean {
  if (fault?.intent.fault !== 'crash') return anotherStart(was, now)
  return anotherProcess(was, now, besideOf(fault.intent))
}

function tooMany(
  taking: readonly string[],
  others: readonly string[],
  count: number,
  limit: number,
): FiredrillError {
  const still = others.length === 1 ? 'is' : 'are'
  const beside = others.length === 0 ? '' : ` while ${others.join(', ')} still ${still}`
  return new FiredrillError(
    'blast-radius',
    `${taking.join(', ')} would be hit${beside}: ${count} at once, and ${limit} was agreed to. It was not done.`,
    {
      hint: `Where that is meant, let the drill say blastRadius: ${count}, and agree by --blast-radius ${count}.`,
    },
  )
}

function theLast(victims: readonly Instance[], instances: readonly Instance[]): FiredrillError {
  const names = victims.map(({ name }) => name).join(', ')
  const unready = instances.filter(({ ready }) => !ready).map(({ name }) => name)
  const others =
    unready.length === 0 ? '' : ` (${unready.join(', ')} ${unready.length === 1 ? 'is' : 'are'} not)`
  return new FiredrillError(
    'blast-radius',
    `Beside ${names}, no instance is ready and not hit${others}: it was not done.`,
    {
      hint: "Where nobody is to be served, let the drill say blastRadius: 'all', and agree by --blast-radius all.",
    },
  )
}
