/** What became of the releases and the instances that were stopped, in one sentence without its full stop. */
import type { DeploySeen, Measurements } from '../measure/measurements.ts'
import { formatMs } from '../units.ts'
import { rollbacksSeen } from './release-facts.ts'
import type { Verdict } from './schema.ts'

type Rollback = Verdict['rollbacks'][number]

/** A summary is one sentence: what comes after so many parts stands in the report. */
const MOST_PARTS = 4

/**
 * `1.0.1-failing was detected after 2.1 s and rolled back in 6.4 s (decide 0.0, act 4.1, ready 0.2, settled 2.1)`;
 * empty where nothing was shipped or stopped.
 */
export function storyOf(measurements: Measurements): string {
  const { deploys, stops } = measurements
  const parts = [
    ...deploys.map((deploy) => ({
      atMs: deploy.startMs,
      words: `${deployWords(deploy)}${leftAlone(deploy, measurements) ? ', and nothing had to be rolled back' : ''}`,
    })),
    ...rollbacksSeen(measurements).map((rollback) => ({
      atMs: rollback.decidedMs,
      words: rollbackWords(rollback, deploys),
    })),
  ].sort((a, b) => a.atMs - b.atMs)
  const words = parts.map((part) => part.words)
  // A run that ships nothing tells of what it stopped.
  if (words.length === 0)
    words.push(
      ...stops.map(({ name, exitCode, signal, tookMs, killed }) => {
        const how = killed
          ? 'had to be killed'
          : `ended with ${exitCode === null ? signal : `exit code ${exitCode}`}`
        return `${name} ${how} after ${formatMs(tookMs)}`
      }),
    )
  const said = words.slice(0, MOST_PARTS)
  const more = words.length > said.length ? [`${words.length - said.length} more`] : []
  return [...said, ...more].join(', then ').replaceAll(', then and ', ' and ')
}

function deployWords({ to, outcome, code, endMs, startMs, detectionMs, trigger }: DeploySeen): string {
  const release = to || 'a release'
  if (outcome === 'deployed' && trigger === null)
    return `${release} was deployed in ${formatMs((endMs ?? startMs) - startMs)}`
  if (trigger !== null)
    return detectionMs === null
      ? `${release} was detected`
      : `${release} was detected after ${formatMs(detectionMs)}`
  if (outcome === null) return `${release} was not deployed to its end`
  return `${release} was ${outcome === 'refused' ? `refused (${code ?? 'no reason'})` : 'cancelled'}`
}

/** By whose word a rollout is refused that had begun, and is taken back where it has changed anything. */
const AFTER_THE_BEGIN = ['start-failed', 'never-ready', 'command-failed']

/** The user's own command has run, and has changed nothing. */
function leftAlone(deploy: DeploySeen, { deploys, rollbacks }: Measurements): boolean {
  const { strategy, outcome, code, switched, startMs } = deploy
  if (strategy !== 'command' || outcome !== 'refused' || switched.length > 0) return false
  if (!AFTER_THE_BEGIN.includes(code ?? '')) return false
  const nextMs = deploys[deploys.indexOf(deploy) + 1]?.startMs ?? Number.POSITIVE_INFINITY
  return !rollbacks.some(({ decidedMs }) => decidedMs >= startMs && decidedMs < nextMs)
}

function rollbackWords(rollback: Rollback, deploys: readonly DeploySeen[]): string {
  const deploy = deploys.findLast(({ startMs }) => startMs <= rollback.decidedMs)
  // Of the release that was just spoken of, where it did not stay.
  const what =
    deploy && (deploy.outcome !== 'deployed' || deploy.trigger !== null)
      ? 'and'
      : `${deploy?.to || 'the release'} was`
  if (rollback.totalMs === null) return `${what} rolled back, which was not seen to settle`
  return `${what} rolled back in ${formatMs(rollback.totalMs)} (${partsWords(rollback)})`
}

/** `decide 0.0, act 4.1, ready 0.2, settled 2.1`: seconds, which add up. */
export function partsWords({ decideMs, actMs, readyMs, settleMs }: Rollback): string {
  const parts: [string, number | null][] = [
    ['decide', decideMs],
    ['act', actMs],
    ['ready', readyMs],
    ['settled', settleMs],
  ]
  return parts
    .map(([name, tookMs]) => `${name} ${tookMs === null ? '–' : (tookMs / 1000).toFixed(1)}`)
    .join(', ')
}
