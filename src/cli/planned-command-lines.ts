/** The commands of a plan, as a person would type them. */
import { describeCodes } from '../drill/describe.ts'
import type { RefusedCode } from '../drill/model.ts'
import type { StepCommands } from '../run/planned-commands.ts'
import { commandWords, quoted } from '../shell-words.ts'
import type { CommandLine } from '../target/target.ts'

/** Where most of them are run is said once; the others say it themselves. */
export function commandLines(steps: readonly StepCommands[]): string[] {
  const directory = usualDirectory(steps)
  if (directory === null) return ['commands: none, nothing is started']
  return [
    `commands, as a person would type them in ${directory}:`,
    ...steps.flatMap((each) => [
      `  ${heading(each)}`,
      ...each.commands.flatMap(({ what, command }) => [`    # ${what}`, `    ${typed(command, directory)}`]),
    ]),
  ]
}

function usualDirectory(steps: readonly StepCommands[]): string | null {
  const all = steps.flatMap(({ commands }) => commands.map(({ command }) => command.cwd))
  const times = (directory: string): number => all.filter((each) => each === directory).length
  return all.toSorted((a, b) => times(b) - times(a))[0] ?? null
}

function heading({ step, refused, example }: StepCommands): string {
  const notes = [
    ...(refused === null ? [] : [ending(refused)]),
    ...(example === null ? [] : [`${example} for example`]),
  ]
  return notes.length === 0 ? step : `${step} (${notes.join('; ')})`
}

function ending(refused: readonly RefusedCode[]): string {
  const others = refused.filter((code) => code !== 'triggered')
  const ways = [
    ...(others.length < refused.length ? ['to be ended by a trigger'] : []),
    ...(others.length > 0 ? [`to be refused: ${describeCodes(others)}`] : []),
  ]
  return ways.join(', or ')
}

/** `cd /srv/app && PORT=3001 node server.js`. */
export function typed({ argv, cwd, env }: CommandLine, directory: string): string {
  const command = commandWords(argv, env)
  return cwd === directory ? command : `cd ${quoted(cwd)} && ${command}`
}
