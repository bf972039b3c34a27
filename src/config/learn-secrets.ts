/** Tells the process what of a configuration must not be told by anything that it writes, by names that last. */
import { hasCredential, isCommon } from '../redact/credentials.ts'
import type { Redaction } from '../redact/redaction.ts'
import { isSecretName, isSecretOption } from '../redact/secret-names.ts'
import { isEnvRef, isPlain } from './env.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** A shorter one is hidden only where it stands alone: it would be found in every other word. */
const SHORTEST = 4
/** Of what is a secret by the name of its field alone. */
const LEAST_NAMED = 8
/** No field that a configuration may have lies so deep. */
const DEEPEST = 100

/**
 * `raw` as it is written, with every environment of it: an undo of a run in one of them may be carried out without it.
 * Returns warnings, for a person.
 */
export function learnSecrets(
  raw: Readonly<Record<string, unknown>>,
  env: Environment,
  redaction: Redaction,
): string[] {
  const warnings = new Set<string>()
  const learn = (called: string, value: string, secret: boolean): void => {
    redaction.learn(called, value, secret)
    if (secret && value.length < SHORTEST && value !== '') warnings.add(warningOf(called, value))
  }
  const references = new Map<string, boolean>()
  const walk = (value: unknown, path: readonly string[], within: readonly unknown[] = []): void => {
    // What holds itself is refused later, by the path to it.
    if (within.includes(value) || path.length > DEEPEST) return
    if (isEnvRef(value)) references.set(value.env, references.get(value.env) === true || value.secret)
    else if (typeof value === 'string') learnText(value, path, env, learn)
    else if (value instanceof RegExp && path[0] === 'redact') redaction.learnPattern(calledAt(path), value)
    else if (Array.isArray(value) || isPlain(value))
      for (const [key, item] of Object.entries(value)) {
        if (isArgument(value, key) && typeof item === 'string')
          learn(calledAt([...path, key]), item, isTelling(item))
        else walk(item, [...path, key], [...within, value])
      }
  }
  walk(raw, [])
  for (const [name, isSecret] of references) {
    // What the configuration says of a variable counts, and not what its name tells.
    redaction.unlearn(`environment ${name}`)
    learn(`env ${name}`, valueIn(env, name), isSecret)
  }
  return [...warnings]
}

function learnText(
  text: string,
  path: readonly string[],
  env: Environment,
  learn: (called: string, value: string, secret: boolean) => void,
): void {
  const list = path.at(-2)
  const isNamed = isSecretName(path.at(-1) ?? '') && !/^\{[\w.]+\}$/.test(text)
  const isWritten = (list === 'secrets' && path.at(-3) === 'options') || path[0] === 'redact'
  if (isWritten) learn(calledAt(path), text, true)
  // A word that everybody uses would be found in every other text; it is told by its name where it stands alone.
  else if (isNamed) learn(calledAt(path), text, isTelling(text))
  else if (hasCredential(text)) learn(calledAt(path), text, false)
  // What a program inherits by its name is a secret by its name, or by what it is.
  if (list === 'inheritEnv' && path.at(-3) === 'options') {
    const value = valueIn(env, text)
    if (isSecretName(text)) learn(`env ${text}`, value, true)
    else if (hasCredential(value)) learn(`env ${text}`, value, false)
  }
}

/** Of a list of arguments the one that follows an option which is called as a secret. */
function isArgument(list: object, key: string): boolean {
  const before: unknown = Array.isArray(list) ? list[Number(key) - 1] : undefined
  return typeof before === 'string' && isSecretOption(before)
}

function isTelling(text: string): boolean {
  return text.length >= LEAST_NAMED && !isCommon(text)
}

/** A variable may be called as what every object has by itself. */
function valueIn(env: Environment, name: string): string {
  return Object.hasOwn(env, name) ? (env[name] ?? '') : ''
}

function calledAt(path: readonly string[]): string {
  return `configuration ${path.join('.')}`
}

function warningOf(called: string, value: string): string {
  const name = called.replace(/^(env|configuration) /, '')
  const counted = value.length === 1 ? '1 character' : `${value.length} characters`
  const otherwise = called.startsWith('env ')
    ? ` Is it no secret, write env('${name}', { secret: false }).`
    : ''
  return `${name} has ${counted}: as a secret it is hidden only where it stands alone.${otherwise}`
}
