/** What symbolic releases mean in this run, and what the drill has shipped so far. */
import type { ReleaseRef, ResolvedDrill } from '../drill/model.ts'
import { referencesOf } from '../drill/references.ts'
import { FiredrillError } from '../errors.ts'
import type { Journal } from '../journal/writer.ts'
import type { Deploy, Release } from '../target/target.ts'
import type { LatestDeploy, Releases } from './stage.ts'

/** `deploy`: the target's capability; without it every reference throws `capability-missing`. */
export function createReleases(deploy: Deploy | undefined, journal: Pick<Journal, 'write'>): Releases {
  return new ReleaseBook(deploy, journal)
}

/** Every record names the artifact that it began with, whether the drill speaks of releases or not. */
const BEGAN_WITH: ReleaseRef = { ref: 'current' }

/**
 * Finds what serves and what the drill will ship, so that the record has their digests; one that is missing is left to
 * its step, which says so in its place, and a target without releases has none.
 */
export async function findReleases(drill: ResolvedDrill, releases: Pick<Releases, 'resolve'>): Promise<void> {
  for (const ref of [BEGAN_WITH, ...referencesOf(drill).releases]) {
    if (ref.ref === 'previous') continue
    await releases.resolve(ref).catch((error: unknown) => {
      if (!(error instanceof FiredrillError)) throw error
    })
  }
}

class ReleaseBook implements Releases {
  readonly #deploy: Deploy | undefined
  readonly #journal: Pick<Journal, 'write'>
  /** By reference; what `previous` means changes. */
  readonly #known = new Map<string, Promise<Release>>()
  readonly #journaled = new Set<string>()
  #serving: Release | null = null
  #latest: LatestDeploy | null = null

  constructor(deploy: Deploy | undefined, journal: Pick<Journal, 'write'>) {
    this.#deploy = deploy
    this.#journal = journal
  }

  async resolve(ref: ReleaseRef): Promise<Release> {
    const release = await this.#find(ref)
    const key = `${JSON.stringify(ref)} ${release.version}`
    if (!this.#journaled.has(key)) this.#journal.write({ type: 'release', ref, release })
    this.#journaled.add(key)
    return release
  }

  async serving(): Promise<Release> {
    this.#serving ??= await this.resolve({ ref: 'current' })
    return this.#serving
  }

  previous(): Release | null {
    return this.#latest?.previous ?? null
  }

  shipping(to: Release): void {
    if (this.#serving === null) throw unasked()
    this.#latest = { to, previous: this.#serving, decided: false, back: false }
  }

  shipped(to: Release): void {
    this.#serving = to
    if (this.#latest?.previous.version === to.version) this.#latest.back = true
  }

  latest(): LatestDeploy | null {
    return this.#latest
  }

  decided(): void {
    if (this.#latest) this.#latest.decided = true
  }

  #find(ref: ReleaseRef): Promise<Release> {
    if (ref.ref === 'previous') return this.#findPrevious()
    const key = JSON.stringify(ref)
    const known = this.#known.get(key)
    if (known) return known
    const found = this.#ask(ref)
    this.#known.set(key, found)
    // What could not be found now may be there later.
    found.catch(() => this.#known.delete(key))
    return found
  }

  async #ask(ref: Exclude<ReleaseRef, { ref: 'previous' }>): Promise<Release> {
    const deploy = this.#deploy
    if (!deploy) throw incapable()
    switch (ref.ref) {
      case 'current':
        return deploy.find(deploy.versions.current)
      case 'next':
        if (deploy.versions.next === null) throw unnamed()
        return deploy.find(deploy.versions.next)
      case 'version':
        return deploy.find(ref.version)
      case 'broken':
        return deploy.broken(await this.#find(ref.of), ref.how)
    }
  }

  async #findPrevious(): Promise<Release> {
    if (!this.#deploy) throw incapable()
    const previous = this.previous()
    if (previous) return previous
    throw new FiredrillError(
      'release-missing',
      'There is no previous release: nothing was deployed so far.',
      {
        hint: 'Name it after a deploy() that was let through, or use current().',
      },
    )
  }
}

function incapable(): FiredrillError {
  return new FiredrillError('capability-missing', 'This target cannot switch releases.', {
    hint: 'Configure `release` on the target, with what builds it and where it lies.',
  })
}

function unnamed(): FiredrillError {
  return new FiredrillError('release-missing', 'The configuration names no next release.', {
    hint: 'Set `release.next` to the version that is to be shipped.',
  })
}

function unasked(): FiredrillError {
  return new FiredrillError('internal', 'A deploy began before it was known what serves.', {
    hint: 'Report this as a defect of firedrill.',
  })
}
