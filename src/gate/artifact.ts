/** Which artifact the gate is asked about, which one a run was of, and whether they are the same. */
import type { ArtifactRole } from '../config/gate-policy.ts'
import type { ReleaseRef } from '../drill/model.ts'
import { FiredrillError } from '../errors.ts'
import type { RunRecord } from '../journal/record.ts'
import type { RunStarted } from '../journal/run-started.ts'
import { formatAt } from '../units.ts'
import { shippingOf } from './shipping.ts'

export type AskedArtifact =
  /** 64 hexadecimal digits, without `sha256:`. */
  | { kind: 'digest'; digest: string; shown: string }
  | { kind: 'version'; version: string; shown: string }
  /** The whole hash: of the checkout that the run was made from, without changes. */
  | { kind: 'commit'; hash: string; shown: string }

/** What a run was of, by its record. */
export interface RanArtifact {
  /** How it came into the run: it served when the steps began, or the drill shipped it. */
  role: ArtifactRole
  version: string | null
  /** At most one of a kind. Empty: nobody tells any. */
  digests: readonly ToldDigest[]
}

interface ToldDigest {
  /** Without `sha256:`. */
  digest: string
  /** Digests of one kind are made alike, so that two of them are two artifacts. */
  kind: string
  /** Who says so. */
  by: string
}

/** The kind of what firedrill itself finds. */
const LOOK = 'look'

type Look = Extract<RunRecord['events'][number], { type: 'instances' }>

/** Why it is not told what a run was of, where nothing but the app's own word would tell it. */
export const UNSAID = 'its instances do not say what they run'

/** `sha256:…`, 64 hexadecimal digits, `commit:…`, or a version. Throws `artifact-invalid`. */
export function askedArtifact(text: string): AskedArtifact {
  const shown = text.trim()
  const digest = /^(?:sha256:)?([0-9a-f]{64})$/i.exec(shown)?.[1]
  if (digest) return { kind: 'digest', digest: digest.toLowerCase(), shown }
  const hash = /^commit:([0-9a-f]{40,64})$/i.exec(shown)?.[1]
  if (hash) return { kind: 'commit', hash: hash.toLowerCase(), shown }
  // Part of a digest is no version, and would be one that no run is of.
  if (shown === '' || /^(sha256|commit):/i.test(shown) || /\s/.test(shown)) throw invalid(text)
  return { kind: 'version', version: shown, shown }
}

/**
 * What a record is of. `role`: which of its artifacts is meant; null: what it shipped, or was to ship, where its drill
 * ships anything, else what served. Of a release that was broken on purpose, the good one that it was made of. In words: why it does not say.
 */
export function ranArtifact(record: RunRecord, role: ArtifactRole | null): RanArtifact | string {
  const shipping = shippingOf(record)
  const wanted = role ?? (shipping === null ? 'served' : 'shipped')
  if (wanted === 'served')
    return served(
      record,
      record.events.some(({ type }) => type === 'deploy-started'),
    )
  if (shipping === null) return 'it shipped nothing'
  return 'why' in shipping ? shipping.why : ofOne(record, 'shipped', goodOf(record, shipping.version))
}

/** Does the run fit what was asked? Null: it does; else why not. */
export function misfit(
  asked: AskedArtifact,
  ran: RanArtifact | string,
  { commit }: Pick<RunStarted, 'commit'>,
): string | null {
  if (asked.kind === 'commit') return misfitOfCommit(asked.hash, commit)
  if (typeof ran === 'string') return `which artifact it is of is not told: ${ran}`
  if (asked.kind === 'version')
    return ran.version === asked.version ? null : `it is of ${ran.version ?? 'a version that nobody told'}`
  if (ran.digests.some(({ digest }) => digest === asked.digest)) return null
  const [first] = ran.digests
  const version = ran.version === null ? '' : `${ran.version}, `
  return first ? `it is of ${version}sha256:${first.digest}` : `it is of ${version}of which it has no digest`
}

/**
 * Is it known that the run was of something else? Where it is not told what a run was of, or where it told no digest,
 * it may have been of this.
 */
export function isOfAnother(
  asked: AskedArtifact,
  ran: RanArtifact | string,
  { commit }: Pick<RunStarted, 'commit'>,
): boolean {
  // What was changed since the commit is the commit and more: a fail of it may be the commit's own.
  if (asked.kind === 'commit') return commit.hash !== null && commit.hash.toLowerCase() !== asked.hash
  if (typeof ran === 'string') return false
  if (asked.kind === 'version') return ran.version !== null && ran.version !== asked.version
  return ran.digests.length > 0 && ran.digests.every(({ digest }) => digest !== asked.digest)
}

/** `1.2.0, sha256:…, by firedrill's look at /srv/releases/1.2.0`; null: it is not told. */
export function artifactWords(ran: RanArtifact | string, asked: AskedArtifact): string | null {
  if (typeof ran === 'string') return null
  const fitting =
    asked.kind === 'digest' ? ran.digests.find(({ digest }) => digest === asked.digest) : ran.digests[0]
  const version = ran.version === null ? [] : [ran.version]
  return [
    ...version,
    fitting ? `sha256:${fitting.digest}, by ${fitting.by}` : 'of which it has no digest',
  ].join(', ')
}

function misfitOfCommit(hash: string, commit: RunStarted['commit']): string | null {
  if (commit.hash === null) return 'it was made outside of a git checkout'
  if (commit.hash.toLowerCase() !== hash) return `it is of commit ${commit.hash}`
  return commit.dirty ? `it is of commit ${commit.hash} with changes that were not committed` : null
}

/** What every instance said that it runs when the steps began; and, where the drill ships nothing, in every look after that. */
function served(record: RunRecord, isShipping: boolean): RanArtifact | string {
  const looks = record.events.filter((event) => event.type === 'instances')
  const [first, ...later] = looks
  if (!first || first.instances.length === 0) return 'its instances were not asked'
  const versions = new Set(first.instances.map(({ release }) => release?.version ?? null))
  if (versions.size > 1) {
    const told = [...versions].map((each) => each ?? 'one that is not told')
    return `its instances ran several: ${told.join(', ')}`
  }
  const [version = null] = versions
  if (version === null) return UNSAID
  const change = isShipping ? null : changeFrom(version, later)
  return change === null ? ofOne(record, 'served', version) : change
}

/** Who does not answer, as one that the drill took away, runs nothing else. */
function changeFrom(version: string, looks: readonly Look[]): string | null {
  for (const { atMs, instances } of looks) {
    const other = instances.find(({ release }) => release !== null && release.version !== version)
    if (other?.release)
      return `its instances ran ${version} when the steps began, and ${other.name} ran ${other.release.version} at ${formatAt(atMs)} of the run, which the drill did not ship`
  }
  return null
}

/** A version that stands for two artifacts within the run is the name of neither: in words then. */
function ofOne(record: RunRecord, role: ArtifactRole, version: string): RanArtifact | string {
  const digests = digestsOf(record, version)
  for (const alike of Map.groupBy(digests, ({ kind }) => kind).values()) {
    const [one, other] = alike
    if (!one || !other) continue
    const words = [one, other].map(({ digest, by }) => `sha256:${digest.slice(0, 12)}…, by ${by}`)
    return `${version} stands for two artifacts: ${words.join('; ')}`
  }
  return { role, version, digests }
}

/**
 * By firedrill's own look at the artifact, and by the word of the instances that ran it; each once of its kind. The image
 * that a container was made from is what the engine has of a release, just as the look at it. What an app calls its
 * digest is of another kind: it need not be made as firedrill makes one.
 */
function digestsOf({ events }: RunRecord, version: string): ToldDigest[] {
  const found = new Map<string, ToldDigest>()
  const add = (digest: string | null | undefined, kind: string, by: string): void => {
    if (!digest) return
    const plain = digest.replace(/^sha256:/, '').toLowerCase()
    const key = `${kind} ${plain}`
    if (!found.has(key)) found.set(key, { digest: plain, kind, by })
  }
  for (const event of events)
    if (event.type === 'release' && event.release.version === version)
      add(event.release.digest, LOOK, `firedrill's look at ${event.release.where}`)
  for (const event of events) {
    if (event.type !== 'instances') continue
    for (const { name, release } of event.instances)
      if (release?.version === version)
        add(
          release.digest,
          release.source === 'image' ? LOOK : release.source,
          `the ${release.source} of ${name}`,
        )
  }
  return [...found.values()]
}

/** A known-bad release that was made in the run stands for the one that it was made of. */
function goodOf({ events }: RunRecord, version: string): string {
  const told = events.findLast((event) => event.type === 'release' && event.release.version === version)
  if (told?.type !== 'release' || told.ref.ref !== 'broken') return version
  let ref: ReleaseRef = told.ref
  while (ref.ref === 'broken') ref = ref.of
  const key = JSON.stringify(ref)
  const good = events.find((event) => event.type === 'release' && JSON.stringify(event.ref) === key)
  return good?.type === 'release' ? good.release.version : version
}

function invalid(text: string): FiredrillError {
  return new FiredrillError('artifact-invalid', `"${text}" names no artifact.`, {
    hint: 'Give sha256: and 64 hexadecimal digits, a version, commit: and a whole hash, or ./ and a path.',
  })
}
