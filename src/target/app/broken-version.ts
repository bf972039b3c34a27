/** How known-bad releases are called: `1.0.0+slow` is made of 1.0.0. */
import { isDeepStrictEqual } from 'node:util'
import type { Breakage } from '../../drill/model.ts'
import type { Release } from '../target.ts'

const BROKEN = /\+(exits|never-ready|slow|failing)(-\d+)?$/

export interface Broken {
  of: Release
  how: Breakage
}

/** What it is made of; any other version is its own. */
export function plainVersion(version: string): string {
  return version.replace(BROKEN, '')
}

export function breakageIn(version: string): Breakage['kind'] | null {
  return (BROKEN.exec(version)?.[1] as Breakage['kind'] | undefined) ?? null
}

/** A second kind of slowness of the same release is `1.0.0+slow-2`. */
export function versionOfBroken(
  of: Pick<Release, 'version'>,
  how: Breakage,
  made: ReadonlyMap<string, Pick<Broken, 'how'>>,
): string {
  for (let n = 1; ; n++) {
    const version = `${of.version}+${how.kind}${n === 1 ? '' : `-${n}`}`
    const same = made.get(version)
    if (!same || isDeepStrictEqual(same.how, how)) return version
  }
}
