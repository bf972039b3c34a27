/** The npm scripts, put into a package.json that is otherwise left as it is. */
import { z } from 'zod'

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
export function otherScripts(written: Package, scripts: Readonly<Record<string, string>>): string[] {
  return Object.entries(scripts).flatMap(([name, command]) => {
    const there = written.scripts?.[name]
    return there === undefined || there === command ? [] : [name]
  })
}

/** The whole text, in the indentation that it has; `text` can be read as a package, or is not there. */
export function withScripts(text: string | null, scripts: Readonly<Record<string, string>>): string {
  if (text === null) return `${JSON.stringify({ private: true, scripts }, null, 2)}\n`
  // As it is written: a schema would put its own fields first.
  const written = JSON.parse(text) as Package
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  '
  const ending = text.endsWith('\n') ? '\n' : ''
  return `${JSON.stringify({ ...written, scripts: { ...written.scripts, ...scripts } }, null, indent)}${ending}`
}
