/** Whole records, from the files to every report. A verdict must be what it was, or no pass, or refused with the reason. */
import { join } from 'node:path'
import { judgeRecord } from '../../../src/cli/judge-record.ts'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { sealRecord } from '../../../src/journal/seal.ts'
import { consoleReporter } from '../../../src/report/console.ts'
import { reporters } from '../../../src/report/map.ts'
import type { ReportInput } from '../../../src/report/reporter.ts'
import { baseFiles, DIRECTORY, filesWith } from '../base-record.ts'
import { type Changed, changedBytes, type Numbered } from '../bytes.ts'
import type { Kind, Seen } from '../kind.ts'
import { changedLines } from '../lines.ts'
import type { Random } from '../random.ts'
import { isSameText } from '../same.ts'

/** `sealed`: as a run leaves it. `killed`: the run did not live to seal it. `older`: of before records were sealed. */
const STATES = ['sealed', 'killed', 'older'] as const
type State = (typeof STATES)[number]

export const records: Kind = {
  what: 'run records',
  share: 9000,
  async prepare() {
    const wholes = await Promise.all(
      STATES.map(async (state) => [state, await wholeOf(state)] as const),
    ).then((all) => new Map(all))
    const verdicts = new Map(
      await Promise.all(
        [...wholes].map(async ([state, files]) => [state, (await judged(files)).verdict.verdict] as const),
      ),
    )
    const wanted = { sealed: 'pass', killed: 'inconclusive', older: 'pass' }
    for (const state of STATES)
      if (verdicts.get(state) !== wanted[state])
        throw new Error(`the ${state} record is ${verdicts.get(state)}`)
    return (random, { index, of }) => {
      const state = STATES[index % STATES.length] ?? 'sealed'
      const whole = wholes.get(state) ?? new Map<string, Uint8Array>()
      const names = [...whole.keys()]
      const within = Math.floor(index / STATES.length)
      const name = names[within % names.length] ?? ''
      const numbered = {
        index: Math.floor(within / names.length),
        of: Math.ceil(of / STATES.length / names.length),
      }
      const { bytes, how } = changed(name, whole.get(name) ?? new Uint8Array(), random, numbered)
      const isCut = numbered.index < numbered.of / 2
      return {
        how: `${state} record, ${name}: ${how}`,
        async read() {
          const files = new Map(whole).set(name, bytes)
          const isSame = isSameFile(name, bytes, whole.get(name) ?? new Uint8Array())
          const input = await judged(files)
          renderAll(input)
          return seenOf(input, { state, name, before: verdicts.get(state) ?? '', isCut: isCut && !isSame })
        },
      }
    }
  },
}

async function wholeOf(state: State): Promise<Map<string, Uint8Array>> {
  const contents = await baseFiles(state !== 'older')
  if (state !== 'sealed') return contents
  const files = await filesWith(contents)
  await sealRecord(files, DIRECTORY, 'run')
  return contents.set('seal.json', await files.readBytes(join(DIRECTORY, 'seal.json')))
}

async function judged(contents: ReadonlyMap<string, Uint8Array>): Promise<ReportInput> {
  const host = { ...fakeHost(), files: await filesWith(contents) }
  return judgeRecord(host, DIRECTORY, { indicators: {}, strict: null })
}

function renderAll(input: ReportInput): void {
  for (const { render } of [...Object.values(reporters), consoleReporter({ colorLevel: 0, columns: 100 })])
    render(input)
}

/** Of a text, the last line need not end. */
function isSameFile(name: string, bytes: Uint8Array, whole: Uint8Array): boolean {
  if (name.endsWith('.arrow')) return Buffer.compare(bytes, whole) === 0
  return isSameText(new TextDecoder().decode(bytes), new TextDecoder().decode(whole))
}

function changed(name: string, whole: Uint8Array, random: Random, numbered: Numbered): Changed {
  const isLines = name.endsWith('.ndjson') || name.endsWith('.log')
  if (!isLines || numbered.index < numbered.of / 2) return changedBytes(whole, random, numbered)
  const lines = new TextDecoder().decode(whole).trimEnd().split('\n')
  // A line of a log need not be JSON.
  return lines[0]?.startsWith('{')
    ? changedLines(lines, random, numbered)
    : changedBytes(whole, random, numbered)
}

interface About {
  state: State
  name: string
  before: string
  /** It was cut off, and lacks something. */
  isCut: boolean
}

/** Only a seal can tell that a sample, or a number of the drill, is another one that could have been as well. */
function seenOf({ verdict, record }: ReportInput, { state, name, before, isCut }: About): Seen {
  const isSaid = record.damage.length > 0
  const hasReason = verdict.clauses.every(
    ({ verdict: one, reason }) => one !== 'inconclusive' || reason !== null,
  )
  if (!hasReason) return { wrong: 'a clause is inconclusive without a reason' }
  if (verdict.verdict === 'pass' && isSaid) return { wrong: `it passes with ${record.damage.join('; ')}` }
  if (state === 'sealed' && verdict.verdict !== before && verdict.verdict !== 'inconclusive')
    return { wrong: `the verdict was ${before} and is ${verdict.verdict}` }
  if (state === 'killed' && verdict.verdict === 'pass') return { wrong: 'a run that was killed passes' }
  const mayBeShort = name.startsWith('logs/') || name === 'configuration.json'
  if (isCut && !isSaid && !mayBeShort && verdict.verdict === 'pass')
    return { wrong: 'it was cut off and passes' }
  return isSaid ? 'partial' : 'whole'
}
