/** Templates in commands and environments: `{port}` is replaced, `{{port}}` is written as `{port}`, other braces stay. */
import { isAbsolute, join } from 'node:path'
import { parseArgsStringToArgv } from 'string-argv'
import { FiredrillError } from '../../errors.ts'
import type { Command } from './option-types.ts'

export type Variables = Readonly<Record<string, string>>

const TEMPLATE = /\{\{([A-Za-z][\w.-]*)\}\}|\{([A-Za-z][\w.-]*)\}/g

/** Throws `config-invalid` for a name that is not known. */
export function expand(text: string, variables: Variables): string {
  return text.replaceAll(TEMPLATE, (_whole, literal: string | undefined, name: string | undefined) => {
    if (literal !== undefined) return `{${literal}}`
    const value = Object.hasOwn(variables, name ?? '') ? variables[name ?? ''] : undefined
    if (value !== undefined) return value
    throw new FiredrillError('config-invalid', unknownName(name ?? '', Object.keys(variables)), {
      hint: 'Write {{name}} where the braces themselves are meant.',
    })
  })
}

/** The names that a text uses. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(TEMPLATE)].flatMap((match) => (match[2] === undefined ? [] : [match[2]]))
}

export function unknownName(name: string, known: readonly string[]): string {
  return `{${name}} is not known here; known are ${known.map((each) => `{${each}}`).join(', ')}`
}

/** A command as arguments; split before the templates are filled in, so that a path with spaces stays one argument. */
export function argvOf(command: Command, variables: Variables): string[] {
  const parts = typeof command === 'string' ? parseArgsStringToArgv(command) : command
  return parts.map((part) => expand(part, variables))
}

export function expandAll(
  env: Readonly<Record<string, string>>,
  variables: Variables,
): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, expand(value, variables)]))
}

export function below(root: string, path: string): string {
  return isAbsolute(path) ? path : join(root, path)
}

/** Where a command is run: the root, or a directory below it. */
export function directory(root: string, cwd: string | undefined, variables: Variables): string {
  return cwd === undefined ? root : below(root, expand(cwd, variables))
}
