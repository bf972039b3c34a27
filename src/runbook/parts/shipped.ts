/** The deploy of a rehearsal that stayed, and the rollback that came to its end. */
import { commandsIn, type Ran } from '../commands.ts'
import type { Rehearsal } from '../rehearsal.ts'

type Deploy = Rehearsal['verdict']['deploys'][number]
type Rollback = Rehearsal['verdict']['rollbacks'][number]

export interface ShippedDeploy {
  deploy: Deploy
  /** Run ms. */
  startMs: number
  endMs: number
  /** Until something else was shipped or brought back, or the run ended. */
  untilMs: number
  /** All that was run for it. */
  commands: Ran[]
}

/** Null: this version was not shipped, or did not stay. */
export function shippedIn(rehearsal: Rehearsal, version: string): ShippedDeploy | null {
  const { deploys } = rehearsal.verdict
  const deploy = deploys.find(
    ({ to, outcome, trigger, endMs }) =>
      to === version && outcome === 'deployed' && trigger === null && endMs !== null,
  )
  if (!deploy || deploy.endMs === null) return null
  const { startMs, endMs } = deploy
  const commands = commandsIn(rehearsal, { fromMs: startMs, toMs: endMs })
  return { deploy, startMs, endMs, untilMs: nextChangeMs(rehearsal, endMs), commands }
}

export interface BroughtBack {
  rollback: Rollback
  /** The one that it took back; null: there was none. */
  deploy: Deploy | null
  /** The version that was left. */
  left: string
  startMs: number
  endMs: number
  untilMs: number
  commands: Ran[]
}

/** The last that was made by commands and was seen to be served; null: there was none to this version. */
export function broughtBackIn(rehearsal: Rehearsal, version: string): BroughtBack | null {
  const { rollbacks, deploys } = rehearsal.verdict
  const found = rollbacks.flatMap((rollback) => {
    const { to, decidedMs, decideMs, actMs, readyMs } = rollback
    if (to !== version || decideMs === null || actMs === null || readyMs === null) return []
    const startMs = decidedMs + decideMs
    const endMs = startMs + actMs
    const commands = commandsIn(rehearsal, { fromMs: startMs, toMs: endMs })
    const deploy = deploys.findLast((each) => each.startMs <= decidedMs) ?? null
    const left = deploy?.to ?? ''
    return [{ rollback, deploy, left, startMs, endMs, untilMs: nextChangeMs(rehearsal, endMs), commands }]
  })
  return found.findLast(({ commands }) => commands.length > 0) ?? null
}

function nextChangeMs({ events }: Rehearsal, afterMs: number): number {
  const next = events.find(
    ({ type, atMs }) => (type === 'deploy-started' || type === 'rollback-decided') && atMs > afterMs,
  )
  return next?.atMs ?? Number.POSITIVE_INFINITY
}
