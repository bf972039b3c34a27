/** What of the configuration decides a page beside the commands of its plan. As it is written: the same on any machine. */
import { targetCandidates } from '../../config/choose-target.ts'
import type { LoadedConfig } from '../../config/load.ts'
import type { Json, JsonObject } from '../../drill/model.ts'
import type { Asked } from '../../runbook/rehearsal.ts'

export interface Written {
  /** Names of variables that commands are given from the shell (`inheritEnv`), sorted. */
  inherits: string[]
  /** Names that commands are given by `env()`, wherever the target gives them at all. */
  fromEnvironment: ReadonlySet<string>
  asked: Asked
}

export function writtenFor(loaded: LoadedConfig, target: string): Written {
  const options = optionsIn(loaded, target)
  const { edge, prober } = { edge: objectOf(options.edge), prober: objectOf(loaded.recorded.prober) }
  const { inheritEnv } = options
  const names = Array.isArray(inheritEnv) ? inheritEnv.filter((each) => typeof each === 'string') : []
  return {
    inherits: names.toSorted(),
    fromEnvironment: fromEnvironment(options),
    asked: {
      edge: linesOf({ 'edge.url': edge.url, 'edge.port': edge.port }),
      path: linesOf({ 'prober.path': prober.path, probePath: options.probePath }),
      instances: linesOf({
        instances: options.instances,
        ports: options.ports,
        version: versionPath(options.version),
      }),
    },
  }
}

/** Where the options say that an instance tells its version; null: only its headers, or its engine, do. */
export function versionPath(version: unknown): string | null {
  if (typeof version === 'string') return version
  if (typeof version !== 'object' || version === null || !('path' in version)) return null
  return typeof version.path === 'string' ? version.path : null
}

/** With the names of variables in place of their values. */
function optionsIn(loaded: LoadedConfig, target: string): JsonObject {
  const [candidate] = targetCandidates(loaded, target, false)
  const { targets, target: own } = loaded.recorded
  const isNamed = candidate?.at.endsWith(`targets.${target}`) === true
  return objectOf(objectOf(isNamed ? objectOf(targets)[target] : own).options)
}

function linesOf(fields: Readonly<Record<string, Json | undefined>>): string[] {
  return Object.entries(fields).map(([name, value]) => {
    const isSet = value !== undefined && value !== null
    return `${name}: ${isSet ? JSON.stringify(value) : 'not set'}`
  })
}

const REFERENCE = /^‹env .+›$/

/** One that is given as it is by another command of the target is shown: of a name alone nobody tells which it is. */
function fromEnvironment(options: JsonObject): ReadonlySet<string> {
  const given = givenIn(options)
  const plain = new Set(given.flatMap(({ name, isReference }) => (isReference ? [] : [name])))
  return new Set(given.map(({ name }) => name).filter((name) => !plain.has(name)))
}

/** By every `env` within. */
function givenIn(value: Json | undefined): { name: string; isReference: boolean }[] {
  if (Array.isArray(value)) return value.flatMap(givenIn)
  return Object.entries(objectOf(value)).flatMap(([key, inner]) =>
    key === 'env'
      ? Object.entries(objectOf(inner)).map(([name, given]) => ({
          name,
          isReference: typeof given === 'string' && REFERENCE.test(given),
        }))
      : givenIn(inner),
  )
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
