/** What the engine tells of a container, in firedrill's words. */
import type { EngineAction, EngineEvent } from './engine.ts'

interface Told {
  Action?: string
  Actor?: { ID?: string; Attributes?: Record<string, string> }
  timeNano?: number
}

/** Linux's numbers, whatever firedrill itself runs on. */
const SIGNALS: Record<string, NodeJS.Signals> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  6: 'SIGABRT',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  12: 'SIGUSR2',
  15: 'SIGTERM',
  18: 'SIGCONT',
  19: 'SIGSTOP',
  28: 'SIGWINCH',
}
const NS_OF_MS = 1e6

/** Null for what is no event of a container. */
export function eventOf(told: Record<string, unknown>): EngineEvent | null {
  const { Action, Actor, timeNano } = told as Told
  if (Action === undefined || Actor?.ID === undefined || timeNano === undefined) return null
  const [action = '', health = null] = Action.split(': ')
  const { name = '', image, exitCode, execDuration, signal, ...labels } = Actor.Attributes ?? {}
  return {
    atMs: timeNano / NS_OF_MS,
    action: action as EngineAction,
    container: Actor.ID,
    name,
    labels,
    exitCode: exitCode === undefined ? null : Number(exitCode),
    signal: signal === undefined ? null : (SIGNALS[signal] ?? signal),
    health,
  }
}
