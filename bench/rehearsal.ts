/** One drill as it is rehearsed: on which target and environment, with which parameters. */

/** So short that each window has just the thousand requests that can show a breach of 99.9 %. */
export const SHORT = ['rate=200/s', 'baseline=6s', 'settled=6s']

export interface Rehearsal {
  name: string
  target: 'processes' | 'compose'
  drill: string
  env?: string
  set: readonly string[]
}

export interface TwinCase extends Rehearsal {
  /** What is wrong with it, in a few words. */
  broken: string
  /** `window: objective` of the clause that must fail: it says what is wrong. */
  clause: RegExp
  /** Of the one that must be the first to fail, where that is another: what users lose by it, say. */
  first?: RegExp
  /** What hangs stands in the edge's log only when the edge's own limit is over, which is after the run. */
  edgeIsLate?: true
}

/** As the command line takes it, after `run`. */
export function argsOf({ drill, target, env, set }: Rehearsal): string[] {
  const environment = env === undefined ? [] : ['--env', env]
  // It restarts all instances at once, which has to be agreed to.
  const agreed = drill === 'restart' ? ['--blast-radius', 'all'] : []
  return [drill, '--target', target, ...environment, ...set.flatMap((value) => ['--set', value]), ...agreed]
}

export const of = (
  drill: string,
  more: { env?: string; set?: readonly string[]; name?: string } = {},
): Rehearsal => ({
  name: more.name ?? drill,
  target: 'processes',
  drill,
  set: merged([...SHORT, ...(more.set ?? [])]),
  ...(more.env === undefined ? {} : { env: more.env }),
})

/** The last of two values for one parameter counts. */
function merged(set: readonly string[]): string[] {
  const pairs = set.map((text) => text.split('=') as [string, string])
  return [...new Map(pairs)].map(([name, value]) => `${name}=${value}`)
}

/** A drill that must fail in an environment that is broken in just one way. */
export const on = (
  env: string,
  broken: string,
  drill: string,
  clause: RegExp,
  set: readonly string[] = [],
): TwinCase => ({ ...of(drill, { env, set }), name: `${env} by ${drill}`, broken, clause })

/** One in which another clause must be the first to fail. */
export const first = (clause: RegExp, twin: TwinCase): TwinCase => ({ ...twin, first: clause })

/** The same drills on containers; names tell them apart. */
export const onCompose = <R extends Rehearsal>(one: R): R => ({
  ...one,
  name: `${one.name} on Compose`,
  target: 'compose',
})
