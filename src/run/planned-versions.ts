import type { RefusedCode, ReleaseRef } from '../drill/model.ts'
import type { Target } from '../target/target.ts'

/** Which versions a drill's symbolic releases are, as far as it goes the way that it expects. */
export interface Versions {
  /** Null: the configuration does not name it. */
  of(release: ReleaseRef): string | null
  /** What a deploy replaces by what; `refused`: how it is expected to end, in one of these ways. */
  deploy(release: ReleaseRef, refused: readonly RefusedCode[] | null): Change | null
  rollback(): Change | null
}

interface Change {
  from: string
  to: string
}

/** A deploy that ends so has begun to switch instances, and is left to a rollback to take back. */
const LEFT_HALF_WAY: readonly RefusedCode[] = ['triggered']

export function createVersions(releases: Target['releases']): Versions {
  let serving = releases?.current ?? null
  let previous: string | null = null
  const of = (release: ReleaseRef): string | null => {
    switch (release.ref) {
      case 'current':
        return releases?.current ?? null
      case 'next':
        return releases?.next ?? null
      case 'previous':
        return previous
      case 'version':
        return release.version
      case 'broken': {
        const good = of(release.of)
        return good === null ? null : `${good}+${release.how.kind}`
      }
    }
  }
  return {
    of,
    deploy(release, refused) {
      const [from, to] = [serving, of(release)]
      if (from === null || to === null) return null
      if (refused === null || refused.some((code) => LEFT_HALF_WAY.includes(code))) {
        previous = from
        serving = to
      }
      return { from, to }
    },
    rollback() {
      if (serving === null || previous === null) return null
      const change = { from: serving, to: previous }
      serving = previous
      return change
    },
  }
}
