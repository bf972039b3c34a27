/** What became of the writes, and the story of each key that is not as it should be, in words. */
import type { Attempt, Story } from '../measure/ledger/ledger.ts'
import type { Measurements } from '../measure/measurements.ts'
import { formatMs } from '../units.ts'
import type { Verdict } from './schema.ts'

export function ledgerSeen({ ledger }: Measurements): Verdict['ledger'] {
  if (ledger === null) return null
  const { writes, jobs, balances, differing, foreign, before, reading, stories } = ledger
  return {
    writes,
    jobs,
    balances: { count: balances, differing },
    foreign,
    ...(before === null ? {} : { before }),
    ...(reading === null ? {} : { reading: { ...reading, afterLoadMs: Math.round(reading.afterLoadMs) } }),
    keys: stories.map((story) => ({ key: story.key, problem: story.problem, story: storyWords(story) })),
  }
}

const PROBLEMS: Readonly<Record<Story['problem'], (story: Story) => string>> = {
  lost: () => 'not stored',
  duplicated: ({ stored }) => `stored ${stored} times`,
  'refused-stored': () => 'stored all the same',
  'job-lost': ({ stored }) => (stored > 1 ? 'a job of it was not done' : 'its job was not done'),
  'job-duplicated': ({ jobs }) => `its job was done ${jobs} times`,
}

/** `sent at 31.204 s, acknowledged with 201 by web-1 (1.0.0) after 12 ms; not stored; kill of web-1 was 40 ms later` */
function storyWords(story: Story): string {
  const { attempts, near } = story
  const parts = [attempts.map(attemptWords).join(', then '), PROBLEMS[story.problem](story)]
  if (near !== null) {
    const { what, afterMs } = near
    parts.push(`${what} was ${formatMs(Math.abs(afterMs))} ${afterMs < 0 ? 'before' : 'later'}`)
  }
  return parts.join('; ')
}

function attemptWords({ startMs, durationMs, told, status, instance, release }: Attempt): string {
  const sent = `sent at ${(startMs / 1000).toFixed(3)} s`
  if (durationMs === null) return `${sent}, under way when the load ended`
  const by = instance === '' ? '' : ` by ${instance}${release === '' ? '' : ` (${release})`}`
  const answer = status === 0 ? 'without an answer' : `${TOLD[told] ?? told} with ${status}${by}`
  return `${sent}, ${answer} after ${formatMs(durationMs)}`
}

const TOLD: Readonly<Record<string, string>> = { unknown: 'left open' }
