/** Of records that cannot be judged: may the run have failed, and may it have been one that the policy asks about? Pure. */
import type { GateRequirement } from '../config/gate-policy.ts'
import type { Unfit } from './decision.ts'
import { ofAge, ofPlace } from './screen.ts'
import type { ToldVerdict } from './told-verdict.ts'

/** A record whose journal does not begin with a run, or not with the one that was sealed: what is left to tell of it. */
export interface LostRecord {
  /** Absolute. */
  directory: string
  /** Of the directory. */
  name: string
  /** Null: there is no verdict.json, or it cannot be read. */
  told: ToldVerdict | null
  /** Why its journal tells nothing of it. */
  lack: Unfit
  /** The drill that its journal names all the same; null: none. */
  claimed: string | null
}

export type Doubt =
  /** The run may have failed, so that no older one counts. */
  { kind: 'doubtful'; reasons: Unfit[] } | { kind: 'unfit'; reasons: Unfit[] }

/** As runs are called: `20261121-120304-kill-node-1f3a`. */
const RUN_NAME = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-(.+)-[0-9a-f]{4}$/

export function isRunName(name: string): boolean {
  return RUN_NAME.test(name)
}

/** By its name, or by the word of its verdict or its journal: each may be all that is left. */
export function mayBeOf({ name, told, claimed }: LostRecord, drill: string): boolean {
  return RUN_NAME.exec(name)?.[7] === drill || told?.drill === drill || claimed === drill
}

/** Wall ms; where nothing tells, it may be newer than any. */
export function lostBeganMs({ name, told }: LostRecord): number {
  const [, year, month, day, hour, minute, second] = RUN_NAME.exec(name) ?? []
  const byName = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(byName) ? (told?.beganMs ?? Number.POSITIVE_INFINITY) : byName
}

/** Its verdict is believed where it says that the run was made elsewhere, or did not fail: nothing counts by it. */
export function doubtOfLost(lost: LostRecord, requirement: GateRequirement, nowWallMs: number): Doubt {
  const { told, lack } = lost
  const began = lostBeganMs(lost)
  const elsewhere = [
    ...(told?.target && told.environment !== undefined
      ? ofPlace({ target: told.target, environment: told.environment }, requirement)
      : []),
    ...(Number.isFinite(began) ? ofAge(began, requirement, nowWallMs).filter(isTooOld) : []),
  ]
  if (elsewhere.length > 0) return { kind: 'unfit', reasons: [lack, ...elsewhere] }
  return doubtOf(lack, told)
}

/** `lack`: why it cannot be judged. */
export function doubtOf(lack: Unfit, told: ToldVerdict | null): Doubt {
  const verdict = told?.verdict ?? null
  if (verdict === 'pass' || verdict === 'inconclusive') return { kind: 'unfit', reasons: [lack] }
  const known = verdict === 'fail' ? 'its verdict.json says that it failed' : 'no verdict.json says otherwise'
  return { kind: 'doubtful', reasons: [{ ...lack, why: `${lack.why}; ${known}` }] }
}

function isTooOld({ code }: Unfit): boolean {
  return code === 'too-old'
}
