/** Are runs of the same kind? What makes them other experiments is told apart from what is being compared. */
import type { LoadSpec } from '../drill/model.ts'
import type { RunToCompare } from './side.ts'

export interface Differences {
  /** With any of these, it would not be the app that is compared. */
  unlike: string[]
  /** What may well be what is compared: the commit, the environment, versions. */
  differs: string[]
}

type Trait = (run: RunToCompare) => string

const SAME: Readonly<Record<string, Trait>> = {
  drill: ({ record }) => record.drill.name,
  target: ({ record: { header } }) => `${header.target.name} (${header.target.kind})`,
  load: ({ record: { drill } }) => loadOf(drill.load),
}
const TOLD: Readonly<Record<string, Trait>> = {
  environment: ({ record: { header } }) => header.environment ?? 'none',
  commit: ({ record: { header } }) => commitOf(header.commit),
  k6: ({ record: { header } }) => header.versions.load,
  node: ({ record: { header } }) => header.versions.node,
  firedrill: ({ record: { header } }) => header.versions.firedrill,
  platform: ({ record: { header } }) => header.versions.platform,
}

/** All runs of both sides must be alike; neither side is empty. */
export function differencesOf(first: readonly RunToCompare[], second: readonly RunToCompare[]): Differences {
  const names = new Set([...first, ...second].flatMap(({ record }) => Object.keys(record.drill.params)))
  const params = Object.fromEntries(
    [...names]
      .sort()
      .map((name): [string, Trait] => [
        name,
        ({ record }) => JSON.stringify(record.drill.params[name]) ?? 'not given',
      ]),
  )
  const among = (traits: Readonly<Record<string, Trait>>): string[] =>
    Object.entries(traits).flatMap(([name, of]) => {
      const all = new Set([...first, ...second].map(of))
      return all.size === 1 ? [] : [`${name}: ${valuesOf(first, of)} against ${valuesOf(second, of)}`]
    })
  return { unlike: among({ ...SAME, ...params }), differs: among(TOLD) }
}

function valuesOf(runs: readonly RunToCompare[], of: Trait): string {
  return [...new Set(runs.map(of))].sort().join(' and ')
}

function loadOf({ name, profile }: LoadSpec): string {
  const constant = profile.kind === 'constant-arrival-rate'
  return `${name}, ${constant ? `${profile.ratePerSecond} a second` : JSON.stringify(profile)}`
}

function commitOf({ hash, dirty }: { hash: string | null; dirty: boolean }): string {
  return `${hash?.slice(0, 10) ?? 'none'}${dirty ? ', with changes' : ''}`
}
