/** `firedrill prove`: the drill as it is, then with each sabotage that can show something of it, and what that proves. */
import type { FoundDrill } from '../config/drills.ts'
import { FiredrillError } from '../errors.ts'
import { onlyPretended } from '../journal/pending.ts'
import { classify } from '../prove/classify.ts'
import { conclude } from '../prove/conclude.ts'
import type { Proof } from '../prove/proof.ts'
import { EXPECTATIONS } from '../prove/sabotages.ts'
import { writesAnything } from '../prove/writes.ts'
import type { ReportInput } from '../report/reporter.ts'
import type { Interruption } from '../run/interruption.ts'
import { takeRun } from './attempt.ts'
import type { ProveFlags } from './commands/prove.ts'
import { type PreparedRun, prepareRun } from './prepare-run.ts'
import { createProgress } from './progress.ts'
import type { Project } from './project.ts'
import { type ProvenOne, proveEach } from './prove-each.ts'
import { onlyInstruments } from './retry.ts'
import { type Choice, chooseSabotages, namesOf, type Sabotaged, sabotagedRun } from './sabotages.ts'
import { showProof } from './show-proof.ts'
import type { Terminal } from './terminal.ts'
import { isOnTheWire, sabotageCounts } from './wire.ts'

interface Proving {
  project: Project
  prepared: PreparedRun
  flags: ProveFlags
  interruption: Interruption
  terminal: Terminal
  say(text: string): void
}

/** Returns the exit code. Throws what is refused or missing before anything is started. */
export async function proveDrill(
  project: Project,
  found: FoundDrill,
  flags: ProveFlags,
  interruption: Interruption,
  terminal: Terminal,
): Promise<number> {
  const names = namesOf(flags.only)
  const prepared = await prepareRun(project, found, flags, interruption, terminal)
  const choices = await chooseSabotages(project, prepared, names)
  const applying = choices.filter(({ lack }) => lack === null).map(({ kind }) => kind)
  if (applying.length === 0) throw nothingToProve(found.drill.name, choices)
  const say = (text: string) => createProgress(terminal, flags.quiet === true).line(`prove: ${text}`)
  const proving = { project, prepared, flags, interruption, terminal, say }
  say(`first ${found.drill.name} as it is, then with ${applying.join(', ')}`)
  // Through a proxy as well where one is used, so that it is not the proxy that is caught.
  const healthy = await take(
    proving,
    applying.some(isOnTheWire) ? await sabotagedRun(project, prepared, 'passes') : prepared,
  )
  const prove = (choice: Choice) => proveOne(proving, choice, healthy)
  const writes = writesAnything(healthy.record.requests)
  const isHealthy = healthy.verdict.exitCode === 0
  const sabotages = isHealthy ? await proveEach({ choices, writes, interruption, prove }) : []
  const proof = conclude({ ...about(healthy, prepared), sabotages })
  await showProof(project, proof, flags, terminal)
  return proof.exitCode
}

async function proveOne(proving: Proving, choice: Choice, healthy: ReportInput): Promise<ProvenOne> {
  const { kind } = choice
  const expectation = EXPECTATIONS[kind]
  proving.say(`${kind}: ${expectation.what}`)
  const { verdict, measurements, record, directory } = await take(proving, choice)
  const spoiled = isOnTheWire(kind) ? await sabotageCounts(proving.project.host, directory) : null
  const run = { verdict, measurements, drill: record.drill, spoiled }
  const classified = classify(run, expectation, healthy.verdict)
  proving.say(`${kind}: ${classified.outcome}${classified.by === null ? '' : ` by ${classified.by}`}`)
  const { what } = expectation
  const proof = { sabotage: kind, what, ...classified, spoiled, run: directory, exitCode: verdict.exitCode }
  return { proof, leftSomething: verdict.cleanup === 'dirty' && !onlyPretended(record.events) }
}

/** Again where only the instruments kept it from being decided. */
async function take(
  proving: Proving,
  { chosen, plan, kind }: Omit<Sabotaged, 'kind'> & Partial<Pick<Sabotaged, 'kind'>>,
): Promise<ReportInput> {
  const { project, prepared, flags, interruption, terminal } = proving
  for (let attempt = 1; ; attempt += 1) {
    const progress = createProgress(terminal, flags.quiet === true, flags.debug === true)
    const { load } = prepared
    const taking = { project, chosen, plan, load, flags, interruption, progress, attempt, aside: true }
    const { input, error } = await takeRun(kind === undefined ? taking : { ...taking, sabotage: kind })
    if (error !== null) progress.failure(error)
    const again = attempt <= flags.retryInconclusive && onlyInstruments(input.verdict)
    if (!again || interruption.signalled !== null) return input
    proving.say('inconclusive for a reason of the instruments alone: it is run again')
  }
}

function about(
  { verdict, directory }: ReportInput,
  { chosen }: PreparedRun,
): Pick<Proof, 'drill' | 'params' | 'target' | 'environment' | 'healthy'> {
  const { drill, params, environment, summary, exitCode: code } = verdict
  return {
    drill,
    params,
    target: chosen.name,
    environment,
    healthy: { passed: code === 0, summary, run: directory, exitCode: code },
  }
}

function nothingToProve(drill: string, choices: readonly Choice[]): FiredrillError {
  const reasons = choices.map(({ kind, lack }) => `\n  - ${kind}: ${lack}.`).join('')
  return new FiredrillError('plan-refused', `No sabotage shows anything of ${drill}:${reasons}`, {
    hint: '`firedrill prove --help` names them all.',
  })
}
