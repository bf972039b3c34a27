/**
 * `node --conditions=source bench/kill-sweep.ts [--only text] [--way alone|recover|stopped] [--at-once n] [--plan]`: runs
 * whose harness is killed (or stopped) at one place of the journal after another: for kill-node on processes after every
 * event, for the others after each kind of intent and of done. 20 s later nothing of the run may be left. Resumable: see
 * ledger.ts. No time but that limit is measured, so that several are swept at once: as many as two cores bear.
 */
import { parseArgs } from 'node:util'
import { everyEvent, everyKind, type Place, placeOf } from './kill-sweep/places.ts'
import { reference, type Swept, sweep, type Way } from './kill-sweep/swept.ts'
import { done, keyOf, keyOfDrill, once, type Trial } from './ledger.ts'
import { argsOf, of, onCompose, type Rehearsal } from './rehearsal.ts'

const NAME = 'kill-sweep'
/** Nothing is judged: as little load, and phases as short, as there may be. */
const QUICK = ['rate=10/s', 'baseline=1s', 'settled=1s']

interface Case {
  name: string
  rehearsal: Rehearsal
  places: 'every event' | 'every kind'
}

const quick = (drill: string, ...set: string[]): Rehearsal =>
  of(drill, { env: 'swept', set: [...QUICK, ...set] })
const kinds = (rehearsal: Rehearsal): Case => ({ name: rehearsal.name, rehearsal, places: 'every kind' })
const killNode = quick('kill-node', 'lost=2s')
const ofProcesses = [quick('bad-deploy', 'bad=failing'), quick('readiness', 'away=2s')]
const ofContainers = [quick('pause-node', 'hung=2s'), quick('slow-database', 'slow=2s', 'tooSlow=2s')]
// On processes the plan refuses what containers alone can be put through; the hung node is `kill-node --set lose=pause` there.
const hungNode = { ...quick('kill-node', 'lost=2s', 'lose=pause'), name: 'kill-node by a pause' }
const cases: readonly Case[] = [
  { name: killNode.name, rehearsal: killNode, places: 'every event' },
  ...[...ofProcesses, hungNode, ...[killNode, ...ofProcesses, ...ofContainers].map(onCompose)].map(kinds),
]

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    way: { type: 'string', default: 'alone' },
    'at-once': { type: 'string' },
    plan: { type: 'boolean', default: false },
  },
})
const WAYS: readonly Way[] = ['alone', 'recover', 'stopped']
const way = WAYS.find((each) => each === values.way)
if (way === undefined) throw new Error(`--way is one of ${WAYS.join(', ')}, not ${values.way}`)
const own = keyOf(['bench/kill-sweep.ts', 'bench/kill-sweep'])

let tried = 0
let clean = 0
for (const one of cases.filter(({ name }) => name.includes(values.only))) await sweepCase(one, way)
console.log(`${tried} tried, ${clean} clean (${way})`)
if (!values.plan) process.exitCode = tried > 0 && tried === clean ? 0 : 1

async function sweepCase({ name, rehearsal, places: which }: Case, by: Way): Promise<void> {
  const args = argsOf(rehearsal)
  const key = `${keyOfDrill(rehearsal.target, rehearsal.drill, [...args, by])}-${own}`
  const { names } = await once(NAME, key, `${name}: places`, 0, async () => {
    const events = await reference(args)
    const ended = events.flatMap((event) => (event.type === 'run-ended' ? [event] : [])).at(-1)
    if (ended?.run !== 'completed')
      throw new Error(
        `${name}: the run is no whole one: ${ended?.reason ?? 'it did not begin'}. Try firedrill run ${args.join(' ')}`,
      )
    return { names: which === 'every event' ? everyEvent(events) : everyKind(events) }
  })
  const places = (names as string[]).map(placeOf)
  console.log(`${name}: ${places.length} places, ${done(NAME, key).length - 1} done`)
  if (values.plan) return
  const waiting = [...places]
  const lane = async (): Promise<void> => {
    for (let place = waiting.shift(); place; place = waiting.shift()) {
      const at = place
      const trial = await once(NAME, key, `${name}: ${at.name}`, 0, async () => ({
        ...(await sweptAt(args, at, by)),
      }))
      tally(trial, `${name}: ${at.name}`)
    }
  }
  const lanes = Number(values['at-once'] ?? lanesOf(rehearsal, by))
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** Where they are stopped they wait most of the time. */
function lanesOf({ target }: Rehearsal, by: Way): number {
  if (target === 'compose') return 3
  return by === 'stopped' ? 8 : 4
}

async function sweptAt(args: readonly string[], place: Place, by: Way): Promise<Swept | { missed: true }> {
  return (await sweep(args, place, by)) ?? { missed: true }
}

/** A run that ended before it came to the place (it had fewer events) was not killed: it counts for nothing. */
function tally(trial: Trial, where: string): void {
  if (trial.missed === true) return
  tried += 1
  const left = trial.left as string[]
  // One that was killed before it began anything has no watchdog, and needs none.
  const hadBegun = trial.begun === true
  if (left.length === 0 && !trial.late && (trial.cleanup === 'clean' || !hadBegun)) clean += 1
  else console.log(`${where}: ${trial.cleanup} by ${trial.by}, ${trial.tookMs} ms; left: ${left.join('; ')}`)
}
