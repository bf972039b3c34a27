import type { ReleaseRef, Step } from '../drill/model.ts'
import { releaseRefsOf, visits } from '../drill/walk.ts'
import type { Target } from '../target/target.ts'

/**
 * The versions that a drill cannot do without, each once: what it ships, migrates, tries or waits for; of a broken one,
 * the one that it is made of. Left out are those whose absence a step expects, and what the configuration does not name.
 */
export function neededVersions(steps: readonly Step[], releases: Target['releases']): string[] {
  const refs = [...visits(steps)].flatMap(({ step, within }) =>
    [step, ...within].some(mayBeMissing) ? [] : releaseRefsOf(step),
  )
  return [...new Set(refs.map((ref) => versionOf(ref, releases)).filter((version) => version !== null))]
}

function mayBeMissing(step: Step): boolean {
  return step.kind === 'expect-refused' && step.because.includes('release-missing')
}

/** Null for what served before, and for a broken one: what it is made of is named beside it. */
function versionOf(release: ReleaseRef, releases: Target['releases']): string | null {
  switch (release.ref) {
    case 'current':
      return releases?.current ?? null
    case 'next':
      return releases?.next ?? null
    case 'version':
      return release.version
    case 'previous':
    case 'broken':
      return null
  }
}
