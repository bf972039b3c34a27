/**
 * `node bench/kill-node.ts [--target compose] [--only case] [--trials 20]`: the kill-node drill on the healthy fixture, on
 * its broken twin, and with the kill made a no-op. Resumable: see ledger.ts. Nothing else should run meanwhile.
 */
import { parseArgs } from 'node:util'
import { drillTrial } from './drill-trial.ts'
import { keyOn, type Trial, trials } from './ledger.ts'
import { gaugeSpeed } from './speed.ts'

const SHORT = set('rate=300/s', 'baseline=5s', 'lost=10s', 'settled=5s', 'recoverWithin=10s')
/** On two cores with the containers' own work beside it, an instance that boots takes the others' time at 300/s. */
const CALM = set('rate=200/s', 'baseline=6s', 'lost=15s', 'settled=8s', 'recoverWithin=10s')
const WARM_UP_AND_REQUEST_LIMIT_MS = 7000

function set(...values: string[]): string[] {
  return values.flatMap((value) => ['--set', value])
}

interface Case {
  name: string
  args: string[]
  count: number
  /** Does this trial show what it should? */
  right: (trial: Trial) => boolean
}

const {
  only,
  target,
  trials: atMost,
} = parseArgs({
  options: {
    only: { type: 'string' },
    target: { type: 'string', default: 'processes' },
    trials: { type: 'string', default: '20' },
  },
}).values

const short: Record<string, Case> = {
  processes: { name: 'healthy-short', args: SHORT, count: 20, right: healthy },
  compose: { name: 'healthy-calm', args: CALM, count: 20, right: healthy },
}
const cases: Case[] = [
  ...(short[target] ? [short[target]] : []),
  { name: 'twin-bare-edge', args: [...SHORT, '--env', 'bare-edge'], count: 20, right: failsByUptime },
  { name: 'no-op-kill', args: [...SHORT, '--env', 'no-op'], count: 10, right: notSeen },
  { name: 'healthy-full', args: ['--set', 'rate=200/s'], count: 5, right: healthy },
]

function healthy(trial: Trial): boolean {
  const { verdict, exit, victimGone, anotherServes } = trial
  return verdict === 'pass' && exit === 0 && victimGone === true && anotherServes === true
}

function failsByUptime({ verdict, exit, failed }: Trial): boolean {
  return (
    verdict === 'fail' &&
    exit === 1 &&
    Array.isArray(failed) &&
    failed.some((clause) => String(clause).startsWith('lost: uptime'))
  )
}

function notSeen({ verdict, exit, first }: Trial): boolean {
  const reason = typeof first === 'object' && first !== null && 'reason' in first ? first.reason : null
  return verdict === 'inconclusive' && exit === 2 && reason === 'fault-not-seen'
}

const key = keyOn(target)
console.log(`key ${key}`)
let wrong = 0
for (const { name, args, count, right } of cases.filter((c) => only === undefined || c.name === only)) {
  const all = await trials(
    'kill-node',
    key,
    `${name} on ${target}`,
    Math.min(count, Number(atMost)),
    async (trial) => {
      const gauge = gaugeSpeed()
      const drill = ['kill-node', '--target', target, ...args, '--seed', String(trial)]
      const result = await drillTrial(drill, WARM_UP_AND_REQUEST_LIMIT_MS)
      return { ...result, speed: gauge.stop() }
    },
  )
  const good = all.filter(right).length
  const clean = all.filter(
    ({ left, cleanup }) => Array.isArray(left) && left.length === 0 && cleanup === 'clean',
  ).length
  const overheads = all.map(({ overheadMs }) => Number(overheadMs)).sort((a, b) => a - b)
  const [min, median, max] = [overheads[0], overheads[Math.floor(overheads.length / 2)], overheads.at(-1)]
  console.log(
    `${name}: ${good}/${all.length} right, ${clean}/${all.length} clean, overhead min ${min} median ${median} max ${max} ms`,
  )
  wrong += 2 * all.length - good - clean
}
process.exitCode = wrong === 0 ? 0 : 1
