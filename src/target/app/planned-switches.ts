/** What a deploy or a rollback will do, in the order in which the built-in strategies do it. */
import type { PlannedCommand, PlannedStep, Strategy } from '../target.ts'
import { CANARY, CONTROL, secondSet } from './further-instances.ts'

export type Switch = Extract<PlannedStep, { kind: 'deploy' | 'rollback' }>

/** What each part takes, by the target's own means. */
export interface SwitchParts {
  /** What is looked at before anything is switched. */
  gate(step: Switch): PlannedCommand[]
  /** The user's own, for the strategy `command`. */
  own(step: Switch): PlannedCommand[]
  stop(name: string): PlannedCommand[]
  /** Starts it on a release. */
  onto(name: string, version: string): PlannedCommand[]
  /** Takes away what a rollout has added. */
  remove(name: string): PlannedCommand[]
  /** Nothing where the edge cannot be told. */
  route(shares: Readonly<Record<string, number | string>>): PlannedCommand[]
}

export function plannedSwitches(
  strategy: Strategy | null,
  names: readonly string[],
  step: Switch,
  parts: SwitchParts,
): PlannedCommand[] {
  const before = step.kind === 'deploy' ? parts.gate(step) : []
  switch (strategy?.kind) {
    case 'command':
      return [...before, ...parts.own(step)]
    case 'rolling':
      return [...before, ...rolling(names, step, parts)]
    case 'blue-green':
      return [...before, ...blueGreen(names, step, parts)]
    case 'canary': {
      const tried = step.kind === 'deploy' ? canary(names, step, parts) : []
      return [...before, ...tried, ...rolling(names, step, parts)]
    }
    case undefined:
      return []
  }
}

function rolling(names: readonly string[], { to }: Switch, parts: SwitchParts): PlannedCommand[] {
  return names.flatMap((name) => [
    ...parts.route(weights(names, name)),
    ...parts.stop(name),
    ...parts.onto(name, to),
    ...parts.route(weights(names)),
  ])
}

/** The old set is kept: the way back is the switch alone. On the way there both serve until the second is reached. */
function blueGreen(names: readonly string[], { kind, to }: Switch, parts: SwitchParts): PlannedCommand[] {
  const second = secondSet(names)
  const only = (set: readonly string[], rest: readonly string[]) =>
    parts.route({ ...weights(set), ...Object.fromEntries(rest.map((name) => [name, 0])) })
  if (kind === 'rollback') return only(names, second)
  return [
    ...second.flatMap((name) => parts.onto(name, to)),
    ...parts.route({ ...Object.fromEntries(names.map((name) => [name, 4])), ...weights(second) }),
    ...parts.route(weights([...names, ...second])),
    ...only(second, names),
  ]
}

function canary(names: readonly string[], { from, to }: Switch, parts: SwitchParts): PlannedCommand[] {
  return [
    ...parts.onto(CANARY, to),
    ...parts.onto(CONTROL, from),
    ...parts.route({ ...weights(names), [CANARY]: '<share>', [CONTROL]: '<share>' }),
    ...parts.route(weights(names)),
    ...parts.remove(CANARY),
    ...parts.remove(CONTROL),
  ]
}

function weights(names: readonly string[], out?: string): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, name === out ? 0 : 1]))
}
