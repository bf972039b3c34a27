/** The values of a drill's parameters: their defaults, and what the command line sets. */
import { closest } from 'fastest-levenshtein'
import { FiredrillError, messageOf } from '../errors.ts'
import type { Drill } from './drill.ts'
import type { JsonObject } from './model.ts'

/** Throws `param-invalid` for a name that the drill does not have, or a value that its parameter cannot read. */
export function paramValues(
  drill: Pick<Drill, 'name' | 'params'>,
  set: Readonly<Record<string, string>>,
): { values: Record<string, unknown>; written: JsonObject } {
  const names = Object.keys(drill.params)
  for (const name of Object.keys(set)) {
    if (!names.includes(name)) throw unknown(drill.name, name, names)
  }
  const values: Record<string, unknown> = {}
  const written: JsonObject = {}
  for (const [name, param] of Object.entries(drill.params)) {
    const text = set[name]
    const value = text === undefined ? param.default : read(name, text, param.read)
    values[name] = value
    written[name] = param.write(value)
  }
  return { values, written }
}

function unknown(drill: string, name: string, names: readonly string[]): FiredrillError {
  const hint =
    names.length === 0
      ? 'It has none; leave --set out.'
      : `Did you mean "${closest(name, names)}"? It has ${names.join(', ')}.`
  return new FiredrillError('param-invalid', `Drill "${drill}" has no parameter "${name}".`, { hint })
}

function read(name: string, text: string, reader: (text: string) => unknown): unknown {
  try {
    return reader(text)
  } catch (error) {
    const hint = error instanceof FiredrillError ? error.hint : `Give another value: --set ${name}=….`
    throw new FiredrillError('param-invalid', `--set ${name}=${text}: ${messageOf(error)}`, {
      hint,
      cause: error,
    })
  }
}
