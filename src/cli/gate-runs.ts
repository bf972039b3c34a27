/** The runs of each drill of a policy, looked through from the newest on until enough count, or one that fits failed. */
import { join } from 'node:path'
import type { GatePolicy, GateRequirement } from '../config/gate-policy.ts'
import { FiredrillError, messageOf } from '../errors.ts'
import { type AskedArtifact, artifactWords } from '../gate/artifact.ts'
import type { CountedRun, Walked } from '../gate/conclude.ts'
import type { RunAtGate, Unfit, UnfitRun } from '../gate/decision.ts'
import { fitnessOf, type JudgedAgain } from '../gate/fitness.ts'
import { screen } from '../gate/screen.ts'
import type { Host } from '../host/host.ts'
import { RECORD_FILES } from '../journal/record.ts'
import type { CustomIndicators } from '../measure/custom.ts'
import { judgeRecord } from './judge-record.ts'
import type { RecordHead } from './record-heads.ts'
import { shownPath } from './shown-path.ts'

export interface GateRuns {
  host: Host
  heads: readonly RecordHead[]
  indicators: CustomIndicators
  artifact: AskedArtifact
}

export async function walkRuns(runs: GateRuns, { requirements }: GatePolicy): Promise<Walked[]> {
  const walked: Walked[] = []
  for (const requirement of requirements) walked.push(await walkOne(runs, requirement))
  return walked
}

async function walkOne(runs: GateRuns, requirement: GateRequirement): Promise<Walked> {
  const { host, artifact } = runs
  const counted: CountedRun[] = []
  const unfit: UnfitRun[] = []
  // The same record may lie there twice.
  const seen = new Set<string>()
  for (const head of runs.heads.filter(({ header }) => header.drill === requirement.drill)) {
    const run = aboutOf(head)
    const reasons = screen(head.header, requirement, host.clock.wallMs())
    const judged = reasons.length > 0 ? null : await judgedAgain(runs, head)
    if (judged === null || 'code' in judged) {
      unfit.push({ ...run, reasons: judged === null ? reasons : [judged] })
      continue
    }
    const fitness = fitnessOf(judged, requirement, artifact)
    const whole = { ...run, summary: judged.verdict.summary, artifact: artifactWords(fitness.ran, artifact) }
    if (fitness.kind === 'failed') return { requirement, counted, failed: whole, unfit }
    if (fitness.kind === 'unfit') unfit.push({ ...whole, reasons: fitness.reasons })
    else if (isNew(head, seen)) counted.push({ ...whole, target: head.header.target.name, ran: fitness.ran })
    if (counted.length >= requirement.runs) break
  }
  return { requirement, counted, failed: null, unfit }
}

/** By its name, and by the moment at which it began, which no two runs share: a copy under another name is none. */
function isNew({ header: { run, zeroWallMs } }: RecordHead, seen: Set<string>): boolean {
  const [name, moment] = [`name ${run}`, `moment ${zeroWallMs}`]
  const fresh = !seen.has(name) && !seen.has(moment)
  seen.add(name).add(moment)
  return fresh
}

function aboutOf({ directory, header }: RecordHead): RunAtGate {
  const began = new Date(header.zeroWallMs)
  const startedAt = Number.isNaN(began.getTime()) ? 'not told' : began.toISOString()
  return { id: header.run, directory: shownPath(directory), startedAt, summary: null, artifact: null }
}

/** Or why it cannot be judged: whatever a record does to whoever reads it, it does not count then. */
async function judgedAgain(
  { host, indicators }: GateRuns,
  { directory }: RecordHead,
): Promise<JudgedAgain | Unfit> {
  try {
    const stored = await host.files.readIfThere(join(directory, RECORD_FILES.verdict))
    const sealed = await host.files.exists(join(directory, RECORD_FILES.seal))
    const strict = stored === null ? null : strictIn(stored)
    const { record, measurements, verdict } = await judgeRecord(host, directory, { indicators, strict })
    return { record, sealed, measurements, verdict, stored }
  } catch (error) {
    const isAltered = error instanceof FiredrillError && error.code === 'record-altered'
    return isAltered
      ? { code: 'edited', why: `it was changed since it was sealed: ${error.message}` }
      : { code: 'unreadable', why: `it cannot be judged: ${messageOf(error)}` }
  }
}

function strictIn(stored: string): boolean | null {
  const strict = /^ {2}"strict": (true|false),?$/m.exec(stored)?.[1]
  return strict === undefined ? null : strict === 'true'
}
