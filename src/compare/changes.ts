/** What is different from an earlier run of the same drill: where one looks first when it passed then and fails now. */
import { describeRelease } from '../drill/describe.ts'
import type { Json, JsonObject, ResolvedDrill } from '../drill/model.ts'
import type { JournalEvent } from '../journal/events.ts'
import type { RunStarted } from '../journal/run-started.ts'
import { type Differing, isObject, jsonDiff } from './json-diff.ts'

/** What of a run can differ, without its samples. */
export interface RunTraits {
  header: RunStarted
  drill: ResolvedDrill
  /** As it is in the record; null: it is not there. */
  configuration: JsonObject | null
  events: readonly JournalEvent[]
}

export type ChangeKind = 'artifact' | 'code' | 'configuration' | 'file' | 'drill' | 'host' | 'chance'

export interface Change {
  of: ChangeKind
  words: string
}

export interface Changes {
  /** The earlier run's id, and when it began (ISO). */
  run: string
  startedAt: string
  changes: Change[]
  /** What was looked at and is the same, and what is not known of one of the two; for a person. */
  same: string[]
  unknown: string[]
}

const MOST_PLACES = 12
const LONGEST_VALUE = 80

export function changesSince(green: RunTraits, now: RunTraits): Changes {
  const looks = [
    artifactLook(green, now),
    codeLook(green, now),
    configurationLook(green, now),
    filesLook(green, now),
    drillLook(green, now),
    hostLook(green, now),
    chanceLook(green, now),
  ]
  return {
    run: green.header.run,
    startedAt: new Date(green.header.zeroWallMs).toISOString(),
    changes: looks.flatMap(({ of, changes }) => changes.map((words) => ({ of, words }))),
    same: looks.flatMap(({ changes, unknown, what }) => (changes.length === 0 && !unknown ? [what] : [])),
    unknown: looks.flatMap(({ unknown, what }) => (unknown ? [what] : [])),
  }
}

interface Look {
  of: ChangeKind
  /** What was looked at. */
  what: string
  changes: string[]
  unknown: boolean
}

function look(of: ChangeKind, what: string, changes: string[], unknown = false): Look {
  return { of, what, changes, unknown: unknown && changes.length === 0 }
}

interface Artifact {
  version: string
  digest: string | null
}

function artifactLook(green: RunTraits, now: RunTraits): Look {
  const [before, after] = [artifactsOf(green.events), artifactsOf(now.events)]
  const roles = [...after.keys()].filter((role) => before.has(role))
  const changes = roles.flatMap((role) => {
    const [a, b] = [before.get(role), after.get(role)]
    if (!a || !b) return []
    if (a.version !== b.version) return [`${role}: ${artifactWords(a)} → ${artifactWords(b)}`]
    if (a.digest === b.digest || a.digest === null || b.digest === null) return []
    return [`${role} ${a.version} is another artifact: digest ${short(a.digest)} → ${short(b.digest)}`]
  })
  const undigested = roles.some(
    (role) => after.get(role)?.digest === null || before.get(role)?.digest === null,
  )
  return look('artifact', "the artifacts' digests", changes, roles.length === 0 || undigested)
}

/** By what they are in the drill; what serves at the begin, where the target knows of no releases. */
function artifactsOf(events: readonly JournalEvent[]): Map<string, Artifact> {
  const found = new Map<string, Artifact>()
  for (const event of events) {
    if (event.type !== 'release' || event.ref.ref === 'previous') continue
    const role = describeRelease(event.ref)
    if (!found.has(role)) found.set(role, event.release)
  }
  if (found.size > 0) return found
  const first = events.find((event) => event.type === 'instances')
  for (const { name, release } of first?.instances ?? [])
    if (release) found.set(`what ${name} serves`, release)
  return found
}

function codeLook({ header: a }: RunTraits, { header: b }: RunTraits): Look {
  const what = "the project's commit"
  if (a.commit.hash === null || b.commit.hash === null) return look('code', what, [], true)
  if (a.commit.hash !== b.commit.hash) {
    const range = `${a.commit.hash.slice(0, 10)}..${b.commit.hash.slice(0, 10)}`
    return look('code', what, [
      `the project's commit: git log ${range}${b.commit.dirty ? ', and changes that are not committed' : ''}`,
    ])
  }
  if (a.commit.dirty || b.commit.dirty)
    return look('code', what, [
      `the commit is the same, but ${a.commit.dirty ? (b.commit.dirty ? 'both runs' : 'that run') : 'this run'} had changes that were not committed`,
    ])
  return look('code', what, [])
}

function configurationLook(green: RunTraits, now: RunTraits): Look {
  const [a, b] = [inForce(green), inForce(now)]
  const unknown = a === null || b === null
  return look('configuration', 'the configuration', unknown ? [] : placesOf(jsonDiff(a, b)), unknown)
}

/** Without what is for other environments and other targets. */
function inForce({ configuration, header }: RunTraits): JsonObject | null {
  if (configuration === null) return null
  const { environments: _, targets, ...rest } = configuration
  const own = isObject(targets) ? targets[header.target.name] : undefined
  return own === undefined ? rest : { ...rest, [`targets.${header.target.name}`]: own }
}

function filesLook({ header: a }: RunTraits, { header: b }: RunTraits): Look {
  const what = 'the files that the configuration names'
  if (!a.inputs || !b.inputs) return look('file', what, [], true)
  const before = new Map(a.inputs.map((input) => [input.path, input]))
  const after = new Map(b.inputs.map((input) => [input.path, input]))
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const [from, to] = [before.get(path), after.get(path)]
    const name = `${to?.role ?? from?.role ?? 'file'} ${path}`
    if (from && to) return from.digest === to.digest ? [] : [`${name} is changed`]
    return [to ? `${name} was not named then` : `${name} is no longer named`]
  })
  return look('file', what, changes)
}

function drillLook({ drill: a, header: from }: RunTraits, { drill: b, header: to }: RunTraits): Look {
  const strict = from.strict === to.strict ? [] : [`strict: ${from.strict} → ${to.strict}`]
  return look('drill', 'the drill and its parameters', [
    ...placesOf(jsonDiff(written(a), written(b))),
    ...strict,
  ])
}

/** Where something stands in its file, and what chance decided, is no part of what was written. */
function written({ seed: _, file: __, ...drill }: ResolvedDrill): Json {
  return JSON.parse(JSON.stringify(drill, (key, value) => (key === 'place' ? undefined : value))) as Json
}

function hostLook({ header: { versions: a } }: RunTraits, { header: { versions: b } }: RunTraits): Look {
  // What older records do not say is no change.
  const places = jsonDiff({ ...a }, { ...b }).filter(({ from, to }) => from !== undefined && to !== undefined)
  return look('host', 'the host and its tools', places.map(placeWords))
}

function chanceLook({ header: a }: RunTraits, { header: b }: RunTraits): Look {
  const changes = a.seed === b.seed ? [] : [`seed: ${a.seed} → ${b.seed}; another instance may have been hit`]
  return look('chance', 'the seed', changes)
}

function placesOf(places: readonly Differing[]): string[] {
  const more = places.length - MOST_PLACES
  return [...places.slice(0, MOST_PLACES).map(placeWords), ...(more > 0 ? [`${more} more places`] : [])]
}

function placeWords({ path, from, to }: Differing): string {
  return `${path}: ${valueWords(from)} → ${valueWords(to)}`
}

function valueWords(value: Json | undefined): string {
  if (value === undefined) return 'not set'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE).toWellFormed()}…` : text
}

function artifactWords({ version, digest }: Artifact): string {
  return digest === null ? version : `${version} (${short(digest)})`
}

/** Enough of a digest to tell two apart. */
function short(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12)
}
