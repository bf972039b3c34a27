/** The releases of one run: found or built, their digests remembered, known-bad ones made of them. */
import type { Breakage } from '../../drill/model.ts'
import { type Broken, versionOfBroken } from '../app/broken-version.ts'
import type { GateFinding, Release } from '../target.ts'
import { checkCompleteness } from './completeness.ts'
import { artifactDigest } from './digest.ts'
import { ensureRelease } from './release.ts'
import type { Runtime } from './runtime.ts'
import { releasePath, type Surroundings } from './variables.ts'

export interface Releases {
  /** Built anew at the first look of a run, so that it is what the sources say. Throws `release-missing`. */
  find(version: string): Promise<Release>
  broken(of: Release, how: Breakage): Release
  verify(release: Release): Promise<GateFinding[]>
  /** What is wrong with it on purpose; null: nothing, as far as firedrill has done. */
  breakageOf(version: string): Breakage | null
}

export function createReleases(around: Surroundings, runtime: Runtime): Releases {
  const { files } = runtime.context.host
  const made = new Map<string, Broken>()
  /** By where they lie: the digest of the first look. */
  const first = new Map<string, string>()
  const finding = new Map<string, Promise<void>>()

  const look = async (version: string): Promise<Release> => {
    const where = releasePath(around.options, around.root, version)
    // Two that ask at once must not build into the same directory.
    const there = finding.get(where) ?? ensureRelease(around, runtime, version)
    finding.set(where, there)
    await there.finally(() => finding.delete(where))
    const digest = await artifactDigest(files, where)
    if (!first.has(where)) first.set(where, digest)
    return { version, digest, where }
  }
  return {
    async find(version) {
      const broken = made.get(version)
      return broken ? { ...(await look(broken.of.version)), version } : look(version)
    },
    broken(of, how) {
      const version = versionOfBroken(of, how, made)
      made.set(version, { of, how })
      return { ...of, version }
    },
    async verify({ version, where }) {
      if (!(await files.exists(where))) return [gone(version, where)]
      const digest = await artifactDigest(files, where)
      const before = first.get(where) ?? digest
      first.set(where, before)
      if (digest !== before) return [changed(version, where, before, digest)]
      return checkCompleteness(around, runtime, { version, where })
    },
    breakageOf: (version) => made.get(version)?.how ?? null,
  }
}

function changed(version: string, where: string, before: string, now: string): GateFinding {
  return {
    code: 'digest-mismatch',
    reason: `The artifact of ${version} at ${where} has changed since it was first looked at in this run: SHA-256 ${before} then, ${now} now.`,
    hint: 'A release never changes: build what is new under a version of its own.',
  }
}

function gone(version: string, where: string): GateFinding {
  return {
    code: 'digest-mismatch',
    reason: `The artifact of ${version} is no longer at ${where}.`,
    hint: 'Find out what removed it: a release stays where it is as long as it may serve.',
  }
}
