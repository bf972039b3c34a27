/** What was shipped, stopped and rolled back, in lines for a person. */
import { formatMs, formatRatio } from '../units.ts'
import type { Verdict } from '../verdict/schema.ts'
import { partsWords } from '../verdict/story.ts'
import { counted, formatCount } from '../verdict/wording.ts'

type Deploy = Verdict['deploys'][number]
type Rollback = Verdict['rollbacks'][number]

/** One block for each deploy and rollback, in the order of time: what it was, and what belongs to it. */
export interface Block {
  head: string
  lines: string[]
}

export function releaseBlocks({ deploys, rollbacks }: Verdict): Block[] {
  const blocks = [
    ...deploys.map((deploy) => ({ atMs: deploy.startMs, block: deployBlock(deploy) })),
    ...rollbacks.map((rollback) => ({ atMs: rollback.decidedMs, block: rollbackBlock(rollback) })),
  ]
  return blocks.sort((a, b) => a.atMs - b.atMs).map(({ block }) => block)
}

/** `web-1 was stopped in drained: exit code 0 after 1.4 s` */
export function stopLine({ window, instance, ...stop }: Verdict['stops'][number]): string {
  return `${instance} was stopped in ${window || 'the drill'}: ${howStopped(stop)}`
}

/** `exit code 0 after 1.4 s` */
export function howStopped({
  exitCode,
  signal,
  tookMs,
  killed,
}: Pick<Verdict['stops'][number], 'exitCode' | 'signal' | 'tookMs' | 'killed'>): string {
  const how = exitCode === null ? `ended by ${signal ?? 'an unknown signal'}` : `exit code ${exitCode}`
  return `${how} after ${formatMs(tookMs)}${killed ? ', had to be killed' : ''}`
}

function deployBlock(deploy: Deploy): Block {
  const { window, from, to, strategy, trigger, detectionMs, canary } = deploy
  const what = to === '' ? 'a release' : `${from} → ${to}${strategy === '' ? '' : ` (${strategy})`}`
  return {
    head: `deploy of ${what} in ${window || 'the drill'}: ${endWords(deploy)}`,
    lines: [
      ...switchedLine(deploy),
      ...(canary ? [`canary: ${canary.decision} (${canary.why})`] : []),
      ...(trigger
        ? [`detected ${detectionMs === null ? '' : `after ${formatMs(detectionMs)} `}by: ${trigger.restedOn}`]
        : []),
      ...lossLine(deploy),
    ],
  }
}

function endWords({ outcome, code, detail, startMs, endMs, trigger }: Deploy): string {
  if (trigger && outcome !== 'deployed') return `ended by a trigger after ${formatMs(trigger.atMs - startMs)}`
  if (outcome === null || endMs === null) return 'its end was not seen'
  if (trigger) return `deployed after ${formatMs(endMs - startMs)}, then ended by a trigger`
  const why = [code, detail].filter((part) => part !== null && part !== '').join(': ')
  const took = endMs > startMs ? ` after ${formatMs(endMs - startMs)}` : ''
  return `${outcome}${took}${why === '' ? '' : ` (${why})`}`
}

function switchedLine({ switched, startMs }: Deploy): string[] {
  if (switched.length === 0) return ['no instance was switched']
  const each = switched.map(({ instance, atMs }) => `${instance} after ${formatMs(atMs - startMs)}`)
  return [`ready with it: ${each.join(', ')}`]
}

/** `users' loss in 9.2 s: 38 of 1,240 requests failed, 3.1 % (30 answered 500, 8 no answer); p95 412 ms, was 12 ms` */
function lossLine({ loss }: Deploy): string[] {
  if (loss === null) return []
  const { requests, failed, kinds, p95Ms, baselineP95Ms } = loss
  const span = formatMs(loss.endMs - loss.startMs)
  if (failed === 0)
    return [
      `users' loss in ${span}: none of ${counted(requests, 'request')} failed${slowWords(p95Ms, baselineP95Ms)}`,
    ]
  const how = kinds.map(({ kind, failed: some }) => `${formatCount(some)} ${kind}`).join(', ')
  const share = formatRatio(failed / Math.max(1, requests))
  return [
    `users' loss in ${span}: ${formatCount(failed)} of ${counted(requests, 'request')} failed, ${share} (${how})${slowWords(p95Ms, baselineP95Ms)}`,
  ]
}

function slowWords(p95Ms: number | 'never' | null, baselineMs: number): string {
  if (p95Ms === null) return ''
  const now = p95Ms === 'never' ? 'endless' : formatMs(p95Ms)
  return `; p95 ${now}${baselineMs > 0 ? `, ${formatMs(baselineMs)} in the baseline` : ''}`
}

function rollbackBlock(rollback: Rollback): Block {
  const { window, to, why, totalMs, unknown, instances } = rollback
  const took =
    totalMs === null
      ? `not seen to settle${unknown === null ? '' : ` (${unknown})`}`
      : `${formatMs(totalMs)} in all`
  const each = instances.map(({ instance, readyMs }) =>
    readyMs === null
      ? `${instance} never`
      : `${instance} ${readyMs === 0 ? 'all along' : `after ${formatMs(readyMs)}`}`,
  )
  return {
    head: `rollback to ${to}, decided in ${window || 'the drill'}${why === '' ? '' : ` (${why})`}: ${took}`,
    lines: [
      `seconds: ${partsWords(rollback)}`,
      ...(each.length === 0 ? [] : [`ready with it by their own word: ${each.join(', ')}`]),
    ],
  }
}
