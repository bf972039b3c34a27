/** `docs/track-record.md`: what the drills said of apps of which it is known what is wrong with them. */
import { confusionLines, confusionOf } from './confusion.ts'
import type { Lost } from './edge-log.ts'
import type { Trial } from './ledger.ts'
import { caught, failedOf, namedFirst, passes } from './outcome.ts'
import type { Rehearsal, TwinCase } from './rehearsal.ts'

/** Cases whose release is noticed once it serves. */
const DETECTED = both(['bad-deploy failing', 'bad-deploy slow'])
/** Cases that ship a good release with triggers armed. */
const TRIGGERED = both(['rolling-deploy', 'blue-green'])

function both(names: readonly string[]): string[] {
  return [...names, ...names.map((name) => `${name} on Compose`)]
}

export interface Judged {
  target: string
  healthy: readonly Rehearsal[]
  twins: readonly TwinCase[]
}

/** `setAside`: what the machine disturbed, or a person left out with a reason. */
export function recordText(all: readonly Trial[], setAside: readonly Trial[], judged: Judged): string {
  const { target, healthy, twins } = judged
  const of = ({ name }: Rehearsal): Trial[] => all.filter((trial) => trial.case === name)
  const share = (trials: readonly Trial[], right: (trial: Trial) => boolean): string =>
    trials.length === 0 ? 'not run' : `${trials.filter(right).length} of ${trials.length}`
  const good = healthy.map(
    (one) => `| ${one.name} | ${share(of(one), passes)} | ${othersOf(of(one), passes)} |`,
  )
  const bad = twins.map((twin) => {
    const trials = of(twin)
    const right = (trial: Trial): boolean => caught(trial, twin)
    const named = (trial: Trial): boolean => namedFirst(trial, twin)
    const what = `${twin.broken} (\`${twin.env}\`)${twin.target === 'compose' ? ' on Compose' : ''}`
    const first = twin.first ? `; first ${shown(twin.first)}` : ''
    const cells = [
      what,
      twin.drill,
      `${shown(twin.clause)}${first}`,
      share(trials, right),
      share(trials, named),
    ]
    return `| ${[...cells, seen(trials)].join(' | ')} |`
  })
  const [title, option] =
    target === 'processes' ? ['Track record', ''] : [`Track record: target ${target}`, ` --target ${target}`]
  const ran = (name: string): boolean => all.some((trial) => trial.case === name)
  return [
    `# ${title}`,
    '',
    `Made by \`node bench/track-record.ts${option} --write\` from the trials in`,
    '`bench/results/track-record.ndjson` that were run on just these sources. Short profile: windows of about a thousand requests.',
    '',
    ...edgeLines(all, twins),
    '',
    ...asideLines(setAside, judged),
    '## Healthy',
    '',
    '| drill | passes | otherwise |',
    '|---|---|---|',
    ...good,
    '',
    '## By drill',
    '',
    ...confusionLines(confusionOf(all, healthy, twins)),
    '',
    '## Detection and rollback',
    '',
    '| bad release | runs | detected after, from the first instance that served it | rolled back in |',
    '|---|---|---|---|',
    ...DETECTED.filter(ran).map((name) => detectionLine(name, all)),
    '',
    falseTriggers(all),
    '',
    '## Broken twins',
    '',
    'Each must turn its drill red by the clause named, and by that one first, or by the one that is named to be first:',
    '`window: objective`, as a regular expression.',
    '',
    '| what is broken | drill | clause expected | caught | named first | clauses that failed |',
    '|---|---|---|---|---|---|',
    ...bad,
    '',
  ].join('\n')
}

function detectionLine(name: string, all: readonly Trial[]): string {
  const trials = all.filter((trial) => trial.case === name)
  const [detection, rollback] = ['detectionMs', 'rollbackMs'].map((field) =>
    spread(trials.flatMap((trial) => (typeof trial[field] === 'number' ? [trial[field]] : []))),
  )
  return `| ${name} | ${trials.length} | ${detection} | ${rollback} |`
}

/** `median 2.1 s (1.9 to 2.6 s)`. */
function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  if (sorted.length === 0) return 'never'
  const median =
    (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2
  return `median ${seconds(median)} s (${seconds(sorted[0]!)} to ${seconds(sorted.at(-1)!)} s)`
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}

function falseTriggers(all: readonly Trial[]): string {
  const deploys = all.filter((trial) => TRIGGERED.includes(trial.case))
  const fired = deploys.filter(({ triggered }) => triggered !== 0).length
  const names = TRIGGERED.filter((name) => deploys.some((trial) => trial.case === name))
  return `Triggers that fired in a healthy deploy: ${fired} in ${deploys.length} (${names.join(', ')}).`
}

/** Failed requests by the clients' records, beside the edge's own log: but where that writes only when it gives up. */
function edgeLines(all: readonly Trial[], twins: readonly TwinCase[]): string[] {
  const late = new Set(twins.filter(({ edgeIsLate }) => edgeIsLate).map(({ name }) => name))
  const compared = all.filter((trial) => !late.has(trial.case))
  const lost = compared.map((trial) => trial.lost as Lost)
  if (lost.length === 0) return []
  const most = Math.max(...lost.map(({ clients, edge }) => Math.abs(clients - edge)))
  const clients = lost.reduce((sum, each) => sum + each.clients, 0)
  const edge = lost.reduce((sum, each) => sum + each.edge, 0)
  return [
    `The edge's own log counts ${edge} failed requests where the drills counted ${clients}, in ${compared.length} runs; in none do`,
    `the two differ by more than ${most}.`,
  ]
}

/** How they ended is told, so that nobody has to believe that they were not picked by it. */
function asideLines(setAside: readonly Trial[], { healthy, twins }: Judged): string[] {
  if (setAside.length === 0) return []
  const cases: { name: string; right: (trial: Trial) => boolean }[] = [
    ...healthy.map(({ name }) => ({ name, right: passes })),
    ...twins.map((twin) => ({ name: twin.name, right: (trial: Trial) => caught(trial, twin) })),
  ]
  const each = cases.flatMap(({ name, right }) => {
    const trials = setAside.filter((trial) => trial.case === name)
    return trials.length === 0 ? [] : [`${name} ${trials.filter(right).length} of ${trials.length}`]
  })
  const byHand = setAside.filter((trial) => trial.setAside !== undefined).length
  const isHealthy = (trial: Trial): boolean => healthy.some(({ name }) => name === trial.case)
  const sound = setAside.filter(isHealthy)
  const broken = setAside.filter((trial) => !isHealthy(trial))
  return [
    `Not counted: ${setAside.length} trials, ${byHand} of them set aside by hand because other work of ours ran beside them, the`,
    'others by the gauge (`bench/speed.ts`), since the machine gave less than it has. They were run on the same sources.',
    `Of ${sound.length} healthy ones among them ${endsOf(sound)}; of ${broken.length} of twins ${endsOf(broken)}.`,
    `As wanted ended: ${each.join(', ')}.`,
    '',
  ]
}

/** `35 pass, 6 fail, 0 are inconclusive` */
function endsOf(trials: readonly Trial[]): string {
  const count = (verdict: string): number => trials.filter((trial) => trial.verdict === verdict).length
  return `${count('pass')} pass, ${count('fail')} fail, ${count('inconclusive')} are inconclusive`
}

function othersOf(trials: readonly Trial[], right: (trial: Trial) => boolean): string {
  const others = trials
    .filter((trial) => !right(trial))
    .map(({ verdict, first }) => `${verdict}: ${nameOfClause(first)}`)
  return [...new Set(others)].join('; ').replaceAll('|', '\\|')
}

function seen(trials: readonly Trial[]): string {
  return [...new Set(trials.flatMap(failedOf))].join('; ').replaceAll('|', '\\|')
}

/** As code in a cell of a table. */
function shown({ source }: RegExp): string {
  return `\`${source.replaceAll('|', '\\|')}\``
}

/** `deploy: p95`, with the reason code where there is one. */
function nameOfClause(first: unknown): string {
  if (typeof first !== 'object' || first === null) return 'no clause'
  const { window, indicator, reason } = { window: '', indicator: '', reason: null, ...first }
  return `${window}: ${indicator}${reason === null ? '' : ` (${String(reason)})`}`
}
