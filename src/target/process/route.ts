/** Tells the edge where to send requests, by the user's command; an edge that was there before is told back. */
import { runCommand, type Within } from '../app/command.ts'
import { commandUndo } from '../app/command-undo.ts'
import type { Deploy } from '../target.ts'
import type { Runtime } from './runtime.ts'
import { routeCommand } from './user-commands.ts'
import { loopback, placesOf, type Surroundings } from './variables.ts'

/** Null where the edge cannot be told. `urlOf`: an instance's own address. */
export function createRoute(
  around: Surroundings,
  runtime: Runtime,
  urlOf: (name: string) => string,
): NonNullable<Deploy['route']> | null {
  const { edge } = around.options
  if (edge?.route === undefined) return null
  const { context } = runtime
  // One that the run started ends with it.
  let isToldBack = edge.run !== undefined
  const within: Within = (mark, act) => {
    const evenly = placesOf(around).map(({ name, port }) => ({ name, url: loopback(port), weight: 1 }))
    const back = routeCommand(around, evenly)
    if (isToldBack || back === null) return act()
    isToldBack = true
    const undo = commandUndo(back, mark, around.options, runtime)
    return context.change({ what: `what the edge at ${edge.url ?? ''} is told`, undo }, act)
  }
  return async (upstreams, signal) => {
    const told = upstreams.map((each) => ({ ...each, url: urlOf(each.name) }))
    const command = routeCommand(around, told)
    if (command) await runCommand(command, runtime, signal, within)
  }
}
