/** From stored runs to the page, or to the reasons why no page can be made of them. */
import { EXIT, FiredrillError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { JournalEvent } from '../../journal/events.ts'
import { findings } from '../../runbook/check.ts'
import { type Candidate, type Choice, chooseRuns, placeOf } from '../../runbook/choose.ts'
import { factsOf } from '../../runbook/facts.ts'
import { makeRunbook } from '../../runbook/make.ts'
import { renderRunbook } from '../../runbook/page.ts'
import { type Chosen, hasPassed, type NotPassed, REHEARSED, type Rehearsal } from '../../runbook/rehearsal.ts'
import type { Runbook } from '../../runbook/runbook.ts'
import { seal } from '../../runbook/seal.ts'
import { withoutValues } from '../../runbook/typed.ts'
import { quoted } from '../../shell-words.ts'
import type { StoredRuns } from '../find-runs.ts'
import { judgeRecord } from '../judge-record.ts'
import { openPlace, placeWords, type RunbookProject, stepCommands } from './place.ts'
import { heldOf, todayOf, withoutSecrets } from './today.ts'

export interface MadePage {
  runbook: Runbook
  /** With its seal. */
  page: string
}

/** Throws `rehearsal-unfit` with every reason. */
export async function makePage(
  host: Host,
  { indicators }: Pick<StoredRuns, 'indicators'>,
  candidates: readonly Candidate[],
  maxAgeMs: number,
): Promise<MadePage> {
  const place = placeOf(candidates)
  if (place === null) throw nothingRehearsed()
  const { target, environment } = place
  const opened = await openPlace({ target, environment })
  const chosen = await read(host, indicators, chooseRuns(candidates, place), opened)
  const { rollback } = chosen
  const today = todayOf(opened, hasPassed(rollback) ? rollback.events : [])
  const again = today.rehearsers.rollback
  if (!hasPassed(rollback)) throw unfit([notRolledBack(rollback)], again)
  const runbook = makeRunbook(chosen, today)
  const part = runbook.parts.find(({ key }) => key === 'rollback')
  const facts = factsOf(runbook, chosen, today)
  const held = heldOf(opened, facts, [])
  const reasons = [
    ...(part?.steps.length ? [] : (part?.missing ?? []).slice(0, 1).map(({ what }) => what)),
    ...runbook.unfit,
    ...findings(facts, held, { nowMs: host.clock.wallMs(), maxAgeMs }),
  ]
  if (reasons.length > 0) throw unfit(reasons, againOf(runbook, opened))
  const body = withoutSecrets(renderRunbook(runbook), opened.project.loaded.secrets)
  return { runbook, page: seal(body, facts) }
}

/** Each run is judged again: what stands in a file beside its record may be older than the rules. */
async function read(
  host: Host,
  indicators: StoredRuns['indicators'],
  choice: Choice,
  opened: RunbookProject,
): Promise<Chosen> {
  const known = new Map<string, Rehearsal | NotPassed>()
  for (const candidate of new Set(Object.values(choice).filter((each) => each !== null))) {
    const { directory, run } = candidate
    if (candidate.word !== 'passed') {
      known.set(directory, { run, why: candidate.summary })
      continue
    }
    const { record, verdict } = await judgeRecord(host, directory, { indicators, strict: null })
    const { header, drill } = record
    const events = record.events.map((event) => withoutItsValues(event, opened))
    const plan = stepCommands(drill.steps, opened)
    const passed = verdict.exitCode === EXIT.pass
    known.set(directory, passed ? { header, drill, events, verdict, ...plan } : { run, why: verdict.summary })
  }
  const chosen = REHEARSED.map((part) => {
    const candidate = choice[part]
    return [part, candidate === null ? null : (known.get(candidate.directory) ?? null)]
  })
  return Object.fromEntries(chosen) as Chosen
}

function withoutItsValues(event: JournalEvent, { written }: RunbookProject): JournalEvent {
  if (event.type !== 'command') return event
  return { ...event, command: withoutValues(event.command, written.fromEnvironment) }
}

function notRolledBack(rollback: NotPassed | null): string {
  return rollback === null
    ? 'No stored run that was decided rolled back.'
    : `The newest rehearsal of the rollback, ${rollback.run}, did not pass: ${rollback.why}`
}

/** The runs of the page, taken again. */
function againOf({ rehearsals }: Runbook, { place }: RunbookProject): string[] {
  const drills = [...new Set(rehearsals.map(({ drill }) => drill))]
  return drills.map((drill) => ['firedrill', 'run', drill, ...placeWords(place)].map(quoted).join(' '))
}

function unfit(reasons: readonly string[], again: readonly string[]): FiredrillError {
  const hint =
    again.length === 0
      ? 'Write a drill with rollback(), such as `export default badDeploy()` from firedrill/drills, and run it.'
      : `Rehearse it again, and then make the runbook: ${again.map((command) => `\`${command}\``).join(', ')}.`
  const [only] = reasons
  const message =
    reasons.length === 1 && only !== undefined
      ? only
      : `No runbook can be made:${reasons.map((reason) => `\n  - ${reason}`).join('')}`
  return new FiredrillError('rehearsal-unfit', message, { hint })
}

function nothingRehearsed(): FiredrillError {
  return new FiredrillError('rehearsal-unfit', 'No stored run has a rollback in it.', {
    hint: 'Run a drill that rolls back, such as bad-deploy, or name a run by --from. Only judged runs count.',
  })
}
