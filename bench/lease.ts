/**
 * `node bench/lease.ts [--trials 5] [--length 10s]`: on a second engine, in a network namespace, a drill freezes an
 * instance; the network is cut, and it is looked at past the network how long it takes until the instance goes on. And
 * whether it stays frozen where the run holds no lease. As root; NODE_IMAGE names the image of the app. Resumable: see
 * ledger.ts. Nothing else should run meanwhile.
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { durationMs, formatMs } from '../src/units.ts'
import { lacks } from '../test/containers/lacks.ts'
import {
  lacksSecondEngine,
  PROJECT,
  type StagingEngine,
  startStaging,
} from '../test/containers/staging-engine.ts'
import { firedrill, startCli } from '../test/e2e/cli.ts'
import type { TestProject } from '../test/e2e/project.ts'
import { makeScratch } from '../test/e2e/scratch.ts'
import { onlyRecord } from '../test/e2e/stored.ts'
import { eventually } from '../test/fixtures/rig.ts'
import { keyOf, trials } from './ledger.ts'

const NAME = 'lease'
/** Beside those of the tests. */
const NUMBER = 4
/** Beside the length of the lease. */
const ALLOWED_MS = 2000
const KEY = [
  'src/host',
  'src/run/lease',
  'src/undo',
  'bench/lease.ts',
  'test/containers/staging-engine.ts',
  'test/containers/staging-app.ts',
  '.ci/second-engine',
]

const { values } = parseArgs({
  options: { trials: { type: 'string', default: '5' }, length: { type: 'string', default: '10s' } },
})
const lengthMs = durationMs(values.length)
const scratch = makeScratch()

/** An instance is frozen and the network cut; what `look` says of it then. Everything is as before afterwards. */
async function cut<T>(
  staging: StagingEngine,
  { cwd, env }: TestProject,
  more: readonly string[],
  look: () => Promise<T>,
): Promise<T> {
  const before = await staging.everything()
  const out = join(scratch.out, String(performance.now()))
  const args = ['run', 'asleep', '--env', 'staging', '--confirm', PROJECT, '--out', out, ...more]
  const { child, ended } = startCli(args, { cwd, env })
  await eventually('web-1 is frozen', async () => (await staging.state('web-1')) === 'paused', 120_000)
  // Anywhere between two renewals.
  await sleep(Math.random() * (lengthMs / 6))
  await staging.cutOff()
  const seen = await look()
  await staging.joinAgain()
  child.kill('SIGTERM')
  await ended
  await firedrill(['recover', onlyRecord(out)], { cwd, env })
  if ((await staging.everything()) !== before) throw new Error('it is not as it was before')
  return seen
}

const missing = (await lacks()) ?? (await lacksSecondEngine())
if (missing !== null) throw new Error(`it cannot be measured here: ${missing}`)
const staging = await startStaging(scratch, NUMBER)
let wrong = 0
try {
  const project = staging.drills('drills', { socket: staging.socket, length: values.length })
  const key = `${keyOf(KEY)}-${values.length}`
  const took = await trials(NAME, key, 'cut', Number(values.trials), () =>
    cut(staging, project, [], async () => {
      const fromMs = performance.now()
      const goesOn = async () => (await staging.state('web-1')) === 'running'
      await eventually('web-1 goes on', goesOn, 3 * lengthMs)
      return { tookMs: Math.round(performance.now() - fromMs) }
    }),
  )
  const [control] = await trials(NAME, key, 'without', 1, () =>
    cut(staging, project, ['--no-lease'], async () => {
      await sleep(2 * lengthMs)
      return { state: await staging.state('web-1') }
    }),
  )
  const all = took.map(({ tookMs }) => Number(tookMs)).toSorted((a, b) => a - b)
  const late = all.filter((ms) => ms > lengthMs + ALLOWED_MS).length
  wrong = late + (control?.state === 'paused' ? 0 : 1)
  const spread = `min ${all[0]} median ${all[Math.floor(all.length / 2)]} max ${all.at(-1)} ms`
  console.log(
    `from the cut to the undo, by a lease of ${formatMs(lengthMs)}: ${spread}, ${late} of ${all.length} late`,
  )
  console.log(`without a lease, ${formatMs(2 * lengthMs)} after the cut: ${control?.state}`)
} finally {
  await staging.stop()
  scratch.remove()
}
process.exitCode = wrong === 0 ? 0 : 1
