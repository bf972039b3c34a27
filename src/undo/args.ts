import type { Json, JsonObject } from '../drill/model.ts'
import { FiredrillError } from '../errors.ts'
import type { Endpoint, FurtherSettings } from '../host/engine/engine.ts'
import type { Joined } from '../host/engine/rejoin.ts'

/** Undos come from a file that another version may have written: each argument is checked before anything is done. */
export function textArg(args: JsonObject, name: string): string {
  const value = args[name]
  if (typeof value !== 'string' || value === '') throw wrong(name, 'a text', value)
  return value
}

/** `<run>/<n>`, or `<run>/` for everything of the run. */
export function markArg(args: JsonObject): string {
  const mark = textArg(args, 'mark')
  if (!/^[^/]+\/[^/]*$/.test(mark)) throw wrong('mark', '<run>/<n> or <run>/', mark)
  return mark
}

/** A number of at least 0; `otherwise` when it is not given. */
export function numberArg(args: JsonObject, name: string, otherwise: number): number {
  const value = args[name] ?? otherwise
  if (typeof value !== 'number' || !(value >= 0)) throw wrong(name, 'a number of at least 0', value)
  return value
}

/** `{ cpus, memoryBytes }`, each at least 0. */
export function limitsArg(args: JsonObject, name: string): { cpus: number; memoryBytes: number } {
  const value = args[name]
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(name, '{ cpus, memoryBytes }', value)
  const of = (key: string) => numberArg(value, key, Number.NaN)
  return { cpus: of('cpus'), memoryBytes: of('memoryBytes') }
}

/** Another undo: `{ kind, args }`. */
export function specArg(args: JsonObject, name: string): { kind: string; args: JsonObject } {
  const value = args[name]
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(name, '{ kind, args }', value)
  const { args: inner } = value
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner))
    throw wrong(`${name}.args`, 'an object', inner)
  return { kind: textArg(value, 'kind'), args: inner }
}

/** A list of texts, which may be empty. */
export function listArg(args: JsonObject, name: string): string[] {
  const value = args[name]
  const texts = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
  if (!Array.isArray(value) || texts.length < value.length) throw wrong(name, 'a list of texts', value)
  return texts
}

/** Texts by name. */
export function recordArg(args: JsonObject, name: string): Record<string, string> {
  const value = args[name]
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(name, 'texts by name', value)
  const texts = Object.entries(value).map(([key, text]): [string, string] => {
    if (typeof text !== 'string') throw wrong(`${name}.${key}`, 'a text', text)
    return [key, text]
  })
  return Object.fromEntries(texts)
}

/** False when it is not given. */
export function flagArg(args: JsonObject, name: string): boolean {
  const value = args[name] ?? false
  if (typeof value !== 'boolean') throw wrong(name, 'true or false', value)
  return value
}

/** Where a container engine listens. */
export function endpointArg(args: JsonObject, name: string): Endpoint {
  const value = args[name]
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(name, 'an endpoint', value)
  const { url, tls } = value
  if (typeof url !== 'string') throw wrong(`${name}.url`, 'a text', url)
  if (tls === null || tls === undefined) return { url, tls: null }
  if (typeof tls !== 'object' || Array.isArray(tls) || typeof tls.dir !== 'string')
    throw wrong(`${name}.tls`, '{ dir, verify }', tls)
  return { url, tls: { dir: tls.dir, verify: tls.verify !== false } }
}

/** How a container is on its networks, by the network's name. */
export function joiningsArg(args: JsonObject, name: string): Joined {
  const value = args[name]
  if (!isObject(value)) throw wrong(name, 'networks by name', value)
  const joinings: Joined = {}
  for (const [network, joining] of Object.entries(value)) {
    if (!isObject(joining)) throw wrong(`${name}.${network}`, '{ aliases, links, fixedAddress }', joining)
    const { fixedAddress, further } = joining
    joinings[network] = {
      aliases: listArg(joining, 'aliases'),
      links: listArg(joining, 'links'),
      fixedAddress: typeof fixedAddress === 'string' ? fixedAddress : null,
      // Handed on as it was seen: an engine refuses what is none of its settings.
      ...(isObject(further) ? { further: further as FurtherSettings } : {}),
    }
  }
  return joinings
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(name: string, expected: string, value: unknown): FiredrillError {
  return new FiredrillError(
    'record-invalid',
    `The undo's "${name}" must be ${expected}, not ${JSON.stringify(value)}.`,
    {
      hint: 'The journal was changed, or written by another version of firedrill.',
    },
  )
}
