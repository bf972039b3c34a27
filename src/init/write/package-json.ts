/** The npm scripts, put into a package.json that is otherwise left as it is. */
import { z } from 'zod'
import { lineEndOf } from './text.ts'

/** An npm script, and other forms of it that do as well. */
export interface Script {
  name: string
  command: string
  alike: readonly string[]
}

const packageSchema = z.object({
  type: z.string().optional(),
  scripts: z.record(z.string(), z.string()).optional(),
})
type Package = z.output<typeof packageSchema>

/** Null: it cannot be read as one. */
export function readPackage(text: string): Package | null {
  try {
    return packageSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Names of scripts that are there already and do something else. */
export function otherScripts(written: Package, scripts: readonly Script[]): string[] {
  return missingScripts(written, scripts).flatMap(({ name }) =>
    written.scripts?.[name] === undefined ? [] : [name],
  )
}

/** Those that are not there in any of their forms. */
export function missingScripts(written: Package, scripts: readonly Script[]): Script[] {
  return scripts.filter(({ name, command, alike }) => {
    const there = written.scripts?.[name]
    return there === undefined || ![command, ...alike].includes(there)
  })
}

/** The whole text, in the indentation and the line ends that it has; `text` can be read as a package, or is not there. */
export function withScripts(text: string | null, scripts: readonly Script[]): string {
  if (text === null) return `${JSON.stringify({ private: true, scripts: commandsOf(scripts) }, null, 2)}\n`
  // As it is written: a schema would put its own fields first.
  const written = JSON.parse(text) as Package
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  '
  const ending = text.endsWith('\n') ? '\n' : ''
  const all = { ...written.scripts, ...commandsOf(missingScripts(written, scripts)) }
  const made = `${JSON.stringify({ ...written, scripts: all }, null, indent)}${ending}`
  return made.replaceAll('\n', lineEndOf(text))
}

function commandsOf(scripts: readonly Script[]): Record<string, string> {
  return Object.fromEntries(scripts.map(({ name, command }) => [name, command]))
}
