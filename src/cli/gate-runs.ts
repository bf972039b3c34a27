/** The runs of each drill of a policy, looked through from the newest on until enough count, or one failed or may have. */
import { join } from 'node:path'
import type { GatePolicy, GateRequirement } from '../config/gate-policy.ts'
import { FiredrillError, messageOf } from '../errors.ts'
import { type AskedArtifact, artifactWords } from '../gate/artifact.ts'
import type { CountedRun, Walked } from '../gate/conclude.ts'
import type { RunAtGate, Unfit, UnfitRun } from '../gate/decision.ts'
import { type Doubt, doubtOf, doubtOfLost, type LostRecord, lostBeganMs, mayBeOf } from '../gate/doubt.ts'
import { type Fitness, fitnessOf, type JudgedAgain } from '../gate/fitness.ts'
import { mayStillFail, ofPlace, screen } from '../gate/screen.ts'
import { toldVerdict } from '../gate/told-verdict.ts'
import type { Host } from '../host/host.ts'
import { RECORD_FILES } from '../journal/record.ts'
import type { RunStarted } from '../journal/run-started.ts'
import type { CustomIndicators } from '../measure/custom.ts'
import { blastRadiusAgreed } from '../verdict/guards.ts'
import { changedInputs } from './changed-inputs.ts'
import { judgeRecord } from './judge-record.ts'
import { isNewRun, type RecordHead } from './record-heads.ts'
import { shownPath } from './shown-path.ts'

export interface GateRuns {
  host: Host
  heads: readonly RecordHead[]
  /** Records whose journal does not begin with a run. */
  lost: readonly LostRecord[]
  indicators: CustomIndicators
  /** The project's, absolute; null: there is none. */
  root: string | null
  artifact: AskedArtifact
}

export async function walkRuns(runs: GateRuns, { requirements }: GatePolicy): Promise<Walked[]> {
  const walked: Walked[] = []
  for (const requirement of requirements) walked.push(await walkOne(runs, requirement))
  return walked
}

async function walkOne(runs: GateRuns, requirement: GateRequirement): Promise<Walked> {
  const counted: CountedRun[] = []
  const unfit: UnfitRun[] = []
  const nowMs = runs.host.clock.wallMs()
  const mine = runs.heads.filter(({ header }) => header.drill === requirement.drill)
  const newest = mine.find(({ header }) => ofPlace(header, requirement).length === 0)
  const agreed = newest ? (blastRadiusAgreed(newest).blastRadius ?? null) : null
  const recorded = mine.length > 0 ? [] : [...new Set(runs.heads.map(({ header }) => header.drill))].sort()
  const none = { failed: null, doubtful: null, unfitByShipped: false }
  const walked = { requirement, counted, unfit, agreed, recorded, ...none }
  // The same record may lie there twice.
  const seen = new Set<string>()
  const alike = mine.flatMap(({ header }) =>
    screen(header, requirement, nowMs).length === 0 ? [header] : [],
  )
  for (const found of foundOf(runs, requirement.drill)) {
    const { run, weighed } = await weigh({ ...runs, alike, nowMs }, found, requirement)
    if (weighed.kind === 'failed') return { ...walked, failed: { ...run, reasons: weighed.reasons } }
    if (weighed.kind === 'doubtful') return { ...walked, doubtful: { ...run, reasons: weighed.reasons } }
    if (weighed.kind === 'unfit') {
      if (unfit.length === 0) walked.unfitByShipped = isByShipped(weighed)
      unfit.push({ ...run, reasons: weighed.reasons })
    } else if ('header' in found && isNewRun(found, seen))
      counted.push({ ...run, target: found.header.target.name, ran: weighed.ran })
    if (counted.length >= requirement.runs) break
  }
  return walked
}

type Found = RecordHead | LostRecord

interface RunsOfOne extends GateRuns {
  /** Of this requirement's drill, those that would count by their first line. */
  alike: readonly RunStarted[]
  nowMs: number
}

/** The newest first. */
function foundOf({ heads, lost }: GateRuns, drill: string): Found[] {
  const began = (found: Found): number => ('header' in found ? found.header.zeroWallMs : lostBeganMs(found))
  const mine = lost.filter((each) => mayBeOf(each, drill))
  const all = [...mine, ...heads.filter(({ header }) => header.drill === drill)]
  // Two whose moment nobody tells are as new as one another: their difference would be no number.
  return all.toSorted((a, b) => (began(a) === began(b) ? 0 : began(b) - began(a)))
}

async function weigh(
  runs: RunsOfOne,
  found: Found,
  requirement: GateRequirement,
): Promise<{ run: RunAtGate; weighed: Fitness | Doubt }> {
  const { artifact, alike, nowMs } = runs
  const run = aboutOf(found)
  if (!('header' in found)) return { run, weighed: doubtOfLost(found, requirement, nowMs) }
  const screened = screen(found.header, requirement, nowMs)
  if (!mayStillFail(found.header, screened, alike))
    return { run, weighed: { kind: 'unfit', reasons: screened } }
  const judged = await judgedAgain(runs, found)
  if ('reasons' in judged) return { run, weighed: { ...judged, reasons: [...screened, ...judged.reasons] } }
  const weighed = fitnessOf(judged, requirement, artifact, screened)
  const { summary } = judged.verdict
  return { run: { ...run, summary, artifact: artifactWords(weighed.ran, artifact) }, weighed }
}

function isByShipped(weighed: Fitness | Doubt): boolean {
  return 'ran' in weighed && typeof weighed.ran !== 'string' && weighed.ran.role === 'shipped'
}

function aboutOf(found: Found): RunAtGate {
  const id = 'header' in found ? found.header.run : found.name
  const began = new Date('header' in found ? found.header.zeroWallMs : lostBeganMs(found))
  const startedAt = Number.isNaN(began.getTime()) ? 'not told' : began.toISOString()
  return { id, directory: shownPath(found.directory), startedAt, summary: null, artifact: null }
}

/** Or why it cannot be judged: whatever a record does to whoever reads it, it does not count then. */
async function judgedAgain(
  { host, indicators, root }: GateRuns,
  { directory, header }: RecordHead,
): Promise<JudgedAgain | Doubt> {
  let stored: string | null = null
  try {
    stored = await host.files.readIfThere(join(directory, RECORD_FILES.verdict))
    const sealed = await host.files.exists(join(directory, RECORD_FILES.seal))
    const strict = stored === null ? null : strictIn(stored)
    const { record, measurements, verdict } = await judgeRecord(host, directory, { indicators, strict })
    const changed = root === null ? [] : await changedInputs(host.files, root, header)
    const undigested = root === null ? [] : undigestedIn(header)
    return { record, sealed, measurements, verdict, stored, changed, undigested }
  } catch (error) {
    const isAltered = error instanceof FiredrillError && error.code === 'record-altered'
    const lack: Unfit = isAltered
      ? { code: 'edited', why: `it was changed since it was sealed: ${trimmed(error)}` }
      : { code: 'unreadable', why: `it cannot be judged: ${trimmed(error)}` }
    return doubtOf(lack, toldVerdict(stored))
  }
}

/** Every run has both, and keeps their digests. An older record that keeps none of any file says nothing. */
function undigestedIn({ inputs }: RunStarted): string[] {
  if (inputs === undefined) return []
  return ['drill', 'load script'].filter((wanted) => inputs.every(({ role }) => role !== wanted))
}

/** Half a sentence. */
function trimmed(error: unknown): string {
  return messageOf(error).replace(/\.$/, '')
}

function strictIn(stored: string): boolean | null {
  const strict = /^ {2}"strict": (true|false),?$/m.exec(stored)?.[1]
  return strict === undefined ? null : strict === 'true'
}
