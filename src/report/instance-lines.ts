/** What the instances said of themselves against what was true, for a person: only what was wrong, or one line. */
import { formatAt, formatMs } from '../units.ts'
import type { Verdict } from '../verdict/schema.ts'
import { counted } from '../verdict/wording.ts'

type Stretch = Verdict['instances'][number]['stretches'][number]

/** So many a person reads; the rest is in `verdict.json`. */
const MOST_LINES = 12

const WRONG: Readonly<Record<Exclude<Stretch['judged'], 'right' | 'unknown'>, string>> = {
  'false-ready': 'said that it was ready and could not serve',
  'false-unready': 'served and did not say that it was ready',
  unhealthy: 'lived and did not say that it was healthy',
}

/** None where nobody watched. */
export function instanceLines({ instances, looks }: Verdict): string[] {
  if (instances.length === 0) return []
  const wrong = instances.flatMap(({ instance, stretches }) =>
    joined(stretches).flatMap(({ judged, startMs, endMs, said }) =>
      judged === 'right' || judged === 'unknown'
        ? []
        : [
            {
              startMs,
              words: `${instance} ${WRONG[judged]} for ${formatMs(endMs - startMs)}, from ${formatAt(startMs)} of the run on (${said})`,
            },
          ],
    ),
  )
  const untold = untoldOf(instances)
  const unseen = unseenMs(instances)
  const holes = unseen === 0 ? [] : [`nobody looked at the instances for ${formatMs(unseen)}`]
  if (wrong.length === 0) {
    const when = unseen === 0 ? 'at every moment' : 'at every look'
    const but = unseen === 0 ? [] : [`nobody looked for ${formatMs(unseen)}`]
    const right = `what each instance said was right ${when} (${counted(looks, 'look')})`
    return [[right, ...but, ...untold].join('; ')]
  }
  const lines = wrong.sort((a, b) => a.startMs - b.startMs).map(({ words }) => words)
  const more = lines.length - MOST_LINES
  const told = more > 0 ? [...lines.slice(0, MOST_LINES), `${counted(more, 'more such time')}`] : lines
  return [...told, ...holes, ...untold]
}

/** Of whom nobody could tell whether they served when they said so. */
function untoldOf(instances: Verdict['instances']): string[] {
  const names = instances
    .filter(({ stretches }) => stretches.some(({ judged }) => judged === 'unknown'))
    .map(({ instance }) => instance)
  if (names.length === 0) return []
  return [`whether an instance that said it was ready could serve was not seen of ${names.join(', ')}`]
}

/** Between looks at one instance: the watch stood still, or was kept from looking. Of several the most. */
function unseenMs(instances: Verdict['instances']): number {
  const holes = instances.map(({ stretches }) =>
    stretches.reduce((sum, { startMs }, i) => sum + startMs - (stretches[i - 1]?.endMs ?? startMs), 0),
  )
  return holes.reduce((a, b) => Math.max(a, b), 0)
}

/** Stretches that touch and were judged alike as one, with what it said at first. */
function joined(
  stretches: readonly Stretch[],
): (Pick<Stretch, 'judged' | 'startMs' | 'endMs'> & { said: string })[] {
  const runs: (Pick<Stretch, 'judged' | 'startMs' | 'endMs'> & { said: string })[] = []
  for (const stretch of stretches) {
    const { judged, startMs, endMs } = stretch
    const last = runs.at(-1)
    if (last && last.judged === judged && last.endMs === startMs) last.endMs = endMs
    else runs.push({ judged, startMs, endMs, said: saidWords(stretch) })
  }
  return runs
}

/** `ready 200, health 200, a request failed, failing: database` */
function saidWords({ alive, ready, health, serves, failing }: Stretch): string {
  const status = (value: number | null): string => (value === null ? 'no answer' : String(value))
  return [
    `ready ${status(ready)}`,
    `health ${status(health)}`,
    serves ? 'a request was served' : 'a request was not served',
    ...(alive ? [] : ['nothing of it lived']),
    ...(failing.length === 0 ? [] : [`failing: ${failing.join(', ')}`]),
  ].join(', ')
}
