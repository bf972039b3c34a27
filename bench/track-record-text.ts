/** `docs/track-record.md`: what the drills said of apps of which it is known what is wrong with them. */
import type { Trial } from './ledger.ts'
import type { Rehearsal, TwinCase } from './rehearsals.ts'

export interface Judged {
  healthy: readonly Rehearsal[]
  twins: readonly TwinCase[]
  passes: (trial: Trial) => boolean
  caught: (trial: Trial, twin: TwinCase) => boolean
}

export function recordText(all: readonly Trial[], { healthy, twins, passes, caught }: Judged): string {
  const of = ({ name }: Rehearsal): Trial[] => all.filter((trial) => trial.case === name)
  const share = (trials: readonly Trial[], right: (trial: Trial) => boolean): string =>
    trials.length === 0 ? 'not run' : `${trials.filter(right).length} of ${trials.length}`
  const good = healthy.map(
    (one) => `| ${one.name} | ${share(of(one), passes)} | ${othersOf(of(one), passes)} |`,
  )
  const bad = twins.map((twin) => {
    const trials = of(twin)
    const right = (trial: Trial): boolean => caught(trial, twin)
    const what = `${twin.broken} (\`${twin.env}\`)`
    return `| ${what} | ${twin.drill} | \`${twin.clause.source.replaceAll('|', '\\|')}\` | ${share(trials, right)} | ${seen(trials)} |`
  })
  return [
    '# Track record',
    '',
    'Made by `node bench/track-record.ts --write` from the trials in `bench/results/track-record.ndjson` that were run on',
    'just these sources. Short profile: windows of about a thousand requests.',
    '',
    '## Healthy',
    '',
    '| drill | passes | otherwise |',
    '|---|---|---|',
    ...good,
    '',
    '## Broken twins',
    '',
    'Each must turn its drill red by the clause named: `window: objective`, as a regular expression.',
    '',
    '| what is broken | drill | clause expected | caught | clauses that failed |',
    '|---|---|---|---|---|',
    ...bad,
    '',
  ].join('\n')
}

function othersOf(trials: readonly Trial[], right: (trial: Trial) => boolean): string {
  const others = trials
    .filter((trial) => !right(trial))
    .map(({ verdict, first }) => `${verdict}: ${JSON.stringify(first)}`)
  return [...new Set(others)].join('; ').replaceAll('|', '\\|')
}

function seen(trials: readonly Trial[]): string {
  const failed = trials.flatMap((trial) => (Array.isArray(trial.failed) ? trial.failed.map(String) : []))
  return [...new Set(failed)].join('; ').replaceAll('|', '\\|')
}
