import { appsOf } from '../../measure/instances/apps.ts'
import { type ReadyStretch, readyStretches } from '../../measure/instances/ready-stretches.ts'
import { ONE_LOOK_MS } from '../../measure/instances/runs.ts'
import { watchOf } from '../../measure/instances/watch.ts'
import { formatCount } from '../wording.ts'
import type { Asked, Broken } from './broken-in.ts'

/** When the app first had too few instances that were ready, for longer than one look; those that were not ready then. */
export function tooFewReady({ record: { events }, window, breaks }: Asked): Broken | null {
  const few = readyStretches({ watch: watchOf(events), apps: appsOf(events) }).filter(({ ready }) =>
    breaks(ready),
  )
  const lack = runsOf(few).find(
    (run) =>
      endOf(run) - run[0]!.startMs > ONE_LOOK_MS &&
      run[0]!.startMs < window.endMs &&
      endOf(run) > window.startMs,
  )
  const first = lack?.find(({ endMs }) => endMs > window.startMs)
  return first ? { atMs: Math.max(first.startMs, window.startMs), what: lackWords(first) } : null
}

/** Those that follow one another without a break. */
function runsOf(stretches: readonly ReadyStretch[]): ReadyStretch[][] {
  const runs: ReadyStretch[][] = []
  for (const stretch of stretches) {
    const last = runs.at(-1)
    if (last && endOf(last) === stretch.startMs) last.push(stretch)
    else runs.push([stretch])
  }
  return runs
}

function endOf(run: readonly ReadyStretch[]): number {
  return run.at(-1)!.endMs
}

function lackWords({ ready, down }: ReadyStretch): string {
  if (down.length > 0) return `${down.join(' and ')} ${down.length === 1 ? 'was' : 'were'} not ready`
  return `no more than ${formatCount(ready)} ${ready === 1 ? 'instance was' : 'instances were'} ready`
}
