/** An instance of a known-bad release: the good one on another port, with what spoils it before it. */

import { namesOf } from '../app/said.ts'
import { BROKEN_PROGRAM } from '../broken/program.ts'
import { type Told, toArguments } from '../broken/settings.ts'
import { instanceSpec, type ProcessSpec } from './spec.ts'
import type { Place, Surroundings } from './variables.ts'

export interface Wrapped {
  how: Told
  version: string
}

/** `behind`: a free port, which the app is given as its own. */
export function wrappedSpec(
  around: Surroundings,
  place: Place,
  { how, version }: Wrapped,
  behind: number,
): ProcessSpec {
  const { options } = around
  const good = instanceSpec(around, { ...place, port: behind })
  const { path, keys, headers } = namesOf(options.version)
  const settings = {
    how,
    listen: place.port,
    behind,
    says: version,
    ready: options.ready,
    spared: [options.health, path].filter((each) => each !== undefined),
    versionPath: path ?? null,
    versionKey: keys.version,
    releaseHeader: headers.release,
  }
  return {
    ...instanceSpec(around, place),
    argv: [process.execPath, BROKEN_PROGRAM, ...toArguments(settings, good.argv)],
    env: good.env,
    // It passes the signal on: the app would get it twice.
    stopSignalTo: 'main',
  }
}
