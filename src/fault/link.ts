/** What the faults of a link share: they look at it before, while and after, by connections of their own. */
import type { JsonObject } from '../drill/model.ts'
import { FiredrillError } from '../errors.ts'
import type { Disturbance, LinkSeen, RunningTarget } from '../target/target.ts'
import type { Fault, FaultContext, FaultEvidence, FaultIntent } from './fault.ts'
import { linksOf, victimOf } from './victim.ts'

/** Enough that one of them is not held up by a busy machine. */
const CONNECTIONS = 10
const ANSWER_TIMEOUT_MS = 1500
/** Beside what the app sends there are only a few packets of the network's own. */
const USED_BYTES = 1000

export interface LinkFault {
  kind: string
  describe(service: string): string
  /** Of the step's arguments, or of the intent's. Throws `drill-invalid`. */
  disturbance(args: JsonObject): Disturbance
  /** How many connections one look makes. */
  connections?(args: JsonObject): number
  /** Is it to be felt on a connection? In words, as it was seen. */
  felt(seen: LinkSeen, args: JsonObject): FaultEvidence
  /** Is nothing of it to be felt any more? */
  gone(seen: LinkSeen, args: JsonObject): FaultEvidence
}

/** A fault of a link: set by its own word, felt on a connection, on the way that the app uses. */
export function linkFault(of: LinkFault): Fault {
  const look = (target: RunningTarget, name: string, args: JsonObject) => {
    const how = of.disturbance(args)
    return linksOf(target).look(name, {
      connections: of.connections?.(args) ?? CONNECTIONS,
      timeoutMs: ANSWER_TIMEOUT_MS + (how.kind === 'slow' ? how.byMs : 0),
    })
  }
  return {
    kind: of.kind,
    needs: ['links'],
    describe: of.describe,
    async intend({ target, victim, args }: FaultContext): Promise<FaultIntent> {
      const up = victimOf(victim)
      of.disturbance(args)
      const usedBytes = await linksOf(target).usedBytes(up.name)
      const before = await look(target, up.name, args)
      if (before.set !== null) throw nothingToShow(up.name, `is ${before.set} already`)
      if (before.answerMs === null || before.broken > 0)
        throw nothingToShow(
          up.name,
          `does not answer (${before.broken} of ${before.connections} connections broke)`,
        )
      const seen = { beforeMs: before.answerMs, usedBytes }
      return {
        fault: of.kind,
        victim: up,
        args: { ...args, ...seen },
        undo: linksOf(target).disturbUndo(up.name),
      }
    },
    inject: ({ target }, { victim, args }) => linksOf(target).disturb(victim.name, of.disturbance(args)),
    async landed({ target }, { victim, args }) {
      const { name } = victim
      const seen = await look(target, name, args)
      const { kind } = of.disturbance(args)
      if (seen.set !== kind) return { seen: false, what: [`the link to ${name} is not ${kind}`] }
      const usedBytes = Number(args.usedBytes)
      const set = `the link to ${name} is ${kind}`
      if (usedBytes < USED_BYTES) return { seen: false, what: [set, 'the app does not use it'] }
      const felt = of.felt(seen, args)
      return {
        seen: felt.seen,
        what: [set, ...felt.what, `the app used it just before (${usedBytes} bytes)`],
      }
    },
    async heal({ target }, { victim, args }) {
      const { name } = victim
      await linksOf(target).clear(name)
      const seen = await look(target, name, args)
      if (seen.set !== null) return { seen: false, what: [`the link to ${name} is still ${seen.set}`] }
      const gone = of.gone(seen, args)
      return { seen: gone.seen, what: [`nothing disturbs the link to ${name}`, ...gone.what] }
    },
  }
}

/** `3 of 40 connections broke` */
export function brokenWords({ broken, connections }: LinkSeen): string {
  return `${broken} of ${connections} connections broke`
}

function nothingToShow(service: string, why: string): FiredrillError {
  return new FiredrillError(
    'drill-invalid',
    `The link to ${service} ${why}: a fault of it could not be shown.`,
    {
      hint: 'End the other fault first, or look whether the service answers.',
    },
  )
}
