/** `drill.json` and `configuration.json`: what was run, as it was. */
import type { JsonObject, ResolvedDrill } from '../drill/model.ts'
import { firstFinding, parseResolvedDrill } from '../drill/schema.ts'
import { FiredrillError } from '../errors.ts'
import { requireFormat } from './format.ts'
import { storedJson } from './stored-json.ts'

export const DRILL_FORMAT = 'firedrill-drill/1'
export const CONFIGURATION_FORMAT = 'firedrill-configuration/1'

/** The text of `drill.json`. */
export function drillText(drill: ResolvedDrill): string {
  return textOf({ format: DRILL_FORMAT, ...drill })
}

/** The text of `configuration.json`. No verdict rests on it: it is shown, and held against that of another run. */
export function configurationText(configuration: JsonObject): string {
  return textOf({ format: CONFIGURATION_FORMAT, ...configuration })
}

/** Throws `record-invalid`: `file` and the first field that is wrong, or the format that is newer. */
export function readDrill(text: string, file: string): ResolvedDrill {
  const stored = storedJson(text, file)
  requireFormat(stored, DRILL_FORMAT, { file, otherwise: DRILL_FORMAT })
  const { format: _, ...drill } = asNow(stored) as { format?: unknown }
  const finding = firstFinding(drill)
  if (finding === null) return parseResolvedDrill(drill)
  throw new FiredrillError('record-invalid', `${file} cannot be read: ${finding}.`, {
    hint: 'The run record is damaged, or was written by another version of firedrill.',
  })
}

/** As it was given to `configurationText`. Throws `record-invalid`. */
export function readStoredConfiguration(text: string, file: string): JsonObject {
  const stored = storedJson(text, file)
  requireFormat(stored, CONFIGURATION_FORMAT, { file, otherwise: CONFIGURATION_FORMAT })
  const { format: _, ...configuration } = stored as JsonObject
  return configuration
}

/** Before services could be lost, what a fault hits was called its instance. No list or object is deeper than was parsed. */
function asNow(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asNow)
  if (typeof value !== 'object' || value === null) return value
  const now = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asNow(each)]))
  if (now.kind !== 'fault' || now.instance === undefined) return now
  const { instance, ...fault } = now
  return { ...fault, victim: instance }
}

function textOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
