/** What the instances said of themselves against what was true, for a person: only what was wrong, or one line. */
import { formatMs } from '../units.ts'
import type { Verdict } from '../verdict/schema.ts'
import { formatCount } from '../verdict/wording.ts'

type Stretch = Verdict['instances'][number]['stretches'][number]

/** So many a person reads; the rest is in `verdict.json`. */
const MOST_LINES = 12

const WRONG: Readonly<Record<Exclude<Stretch['judged'], 'right'>, string>> = {
  'false-ready': 'said that it was ready and could not serve',
  'false-unready': 'served and did not say that it was ready',
  unhealthy: 'lived and did not say that it was healthy',
}

/** None where nobody watched. */
export function instanceLines({ instances, looks }: Verdict): string[] {
  if (instances.length === 0) return []
  const wrong = instances.flatMap(({ instance, stretches }) =>
    joined(stretches).flatMap(({ judged, startMs, endMs, said }) =>
      judged === 'right'
        ? []
        : [
            {
              startMs,
              words: `${instance} ${WRONG[judged]} for ${formatMs(endMs - startMs)}, from ${formatMs(startMs)} of the run on (${said})`,
            },
          ],
    ),
  )
  if (wrong.length === 0)
    return [`what each instance said was right at every moment (${formatCount(looks)} looks)`]
  const lines = wrong.sort((a, b) => a.startMs - b.startMs).map(({ words }) => words)
  const more = lines.length - MOST_LINES
  return more > 0 ? [...lines.slice(0, MOST_LINES), `${formatCount(more)} more such times`] : lines
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
