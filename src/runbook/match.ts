/** Is what was run in a rehearsal what the configuration would run? */
import type { CommandLine, PlannedCommand } from '../target/target.ts'
import { partsBetween, standInsIn } from './stand-ins.ts'
import { shown } from './typed.ts'

/** Between arguments, which hold none. */
const BETWEEN = '\0'

/**
 * The one of a plan that this is; null: none. Of several that fit, the one that is called so: the pid of one instance
 * looks like that of another. Then one without stand-ins.
 */
export function plannedFor(
  { what, command }: PlannedCommand,
  planned: readonly PlannedCommand[],
): PlannedCommand | null {
  const fitting = planned.filter((each) => fits(each.command, command))
  const named = fitting.filter((each) => each.what === what)
  const [first = null] = named.length > 0 ? named : fitting
  return fitting.find((each) => standInsOf(each.command) === 0) ?? first
}

function fits(planned: CommandLine, command: CommandLine): boolean {
  const [wanted, was] = [shown(planned), shown(command)]
  const names = Object.keys(wanted.env)
  return (
    textFits(wanted.cwd, was.cwd) &&
    textFits(wanted.argv.join(BETWEEN), was.argv.join(BETWEEN)) &&
    names.length === Object.keys(was.env).length &&
    names.every((name) => textFits(wanted.env[name] ?? '', was.env[name]))
  )
}

function textFits(wanted: string, was: string | undefined): boolean {
  if (was === undefined) return false
  if (wanted === was) return true
  const parts = partsBetween(wanted)
  if (parts.length === 1) return false
  const pattern = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[\\s\\S]+')
  return new RegExp(`^${pattern}$`).test(was)
}

function standInsOf({ argv, cwd, env }: CommandLine): number {
  return [...argv, cwd, ...Object.values(env)].filter((text) => standInsIn(text).length > 0).length
}
