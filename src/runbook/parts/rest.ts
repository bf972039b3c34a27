/** Of a rollback whose deploy was ended midway: what would bring back the instances that it did not have to bring back. */
import type { PlannedCommand } from '../../target/target.ts'
import type { Ran } from '../commands.ts'
import { plannedFor } from '../match.ts'
import type { Rehearsal } from '../rehearsal.ts'
import { moved } from '../typed.ts'
import type { BroughtBack } from './shipped.ts'

export interface Rest {
  /** Instances that were never switched, and for which nothing was run. */
  instances: string[]
  /** Of the configuration of today, in their order; none: nothing is left to be run. */
  commands: readonly PlannedCommand[]
}

export function restOf(back: BroughtBack, rehearsal: Rehearsal, root: string): Rest {
  const switched = new Set(back.deploy?.switched.map(({ instance }) => instance))
  const unswitched = back.rollback.instances
    .map(({ instance }) => instance)
    .filter((name) => !switched.has(name))
  if (unswitched.length === 0) return { instances: [], commands: [] }
  const of = (plan: readonly PlannedCommand[]): Set<PlannedCommand> =>
    runOf(plan, back.commands, rehearsal, root)
  const plan = rehearsal.rollbackPlans.toSorted((a, b) => of(b).size - of(a).size)[0] ?? []
  const run = of(plan)
  if (run.size === plan.length) return { instances: [], commands: [] }
  const parts = partsOf(
    plan,
    back.rollback.instances.map(({ instance }) => instance),
  )
  // It cannot be told apart: the whole of it is right after any deploy.
  if (parts === null) return { instances: unswitched, commands: plan }
  const rest = parts.filter(({ own }) => !own.some((command) => run.has(command)))
  return { instances: rest.map(({ name }) => name), commands: rest.flatMap(({ commands }) => commands) }
}

/** Those of a plan that were run, each as often as it was. */
function runOf(
  plan: readonly PlannedCommand[],
  commands: readonly Ran[],
  { header }: Rehearsal,
  root: string,
): Set<PlannedCommand> {
  const run = new Set<PlannedCommand>()
  for (const { what, command } of commands) {
    const left = plan.filter((each) => !run.has(each))
    const found = plannedFor({ what, command: moved(command, header.root ?? root, root) }, left)
    if (found !== null) run.add(found)
  }
  return run
}

interface PartOfPlan {
  name: string
  commands: readonly PlannedCommand[]
  /** Those that are called by its name alone: the edge is told of all. */
  own: readonly PlannedCommand[]
}

/** As many commands for each instance, one instance after the other; null: the plan is not made so. */
function partsOf(plan: readonly PlannedCommand[], names: readonly string[]): PartOfPlan[] | null {
  const namedBy = ({ what }: PlannedCommand): string | null => {
    const [name = null, ...more] = names.filter((each) => isIn(each, what))
    return more.length > 0 ? null : name
  }
  const count = new Set(plan.map(namedBy).filter((name) => name !== null)).size
  const size = plan.length / count
  if (count === 0 || !Number.isInteger(size)) return null
  const parts = Array.from({ length: count }, (_, index): PartOfPlan | null => {
    const commands = plan.slice(index * size, (index + 1) * size)
    const own = commands.filter((each) => namedBy(each) !== null)
    const [name = null, ...others] = new Set(own.map(namedBy))
    return name === null || others.length > 0 ? null : { name, commands, own }
  })
  const whole = parts.filter((part) => part !== null)
  return whole.length === new Set(whole.map(({ name }) => name)).size && whole.length === count ? whole : null
}

function isIn(name: string, text: string): boolean {
  const literal = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\w.-])${literal}(?![\\w.-])`).test(text)
}
