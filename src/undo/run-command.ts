/** A change that only a command takes back: a migration of a database that outlives the run, a deploy of the user's. */
import { createHash } from 'node:crypto'
import type { JsonObject } from '../drill/model.ts'
import type { Finished } from '../host/host.ts'
import { undoMarkOf } from '../host/processes/belonging.ts'
import { ownRedaction } from '../redact/process.ts'
import { commandWords, quoted } from '../shell-words.ts'
import { flagArg, listArg, markArg, numberArg, recordArg, textArg } from './args.ts'
import { endProcesses } from './end-processes.ts'
import { earlierEnded, runNoted } from './one-command.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

const TIMEOUT_MS = 120_000
/** For what is beyond its limit, to be ended. */
const ENDING_MS = 60_000

/**
 * `{ argv, cwd, env, base?, envFrom, inherit, timeoutMs?, mark?, running?, look?, before?, progress?, byHand? }`: runs
 * the command, unless what `look` prints has the SHA-256 `before` already; and looks again. Without a look its exit
 * code 0 is what is seen. `base` is what programs of the run were given beside `env`. No secret stands in a journal:
 * `envFrom` says in which variable of its own environment the undoing process finds each value that is one, or that
 * must not be missing, and `inherit` what else it hands on. What it starts carries the mark of an undo of `mark`.
 * `running`: as `one-command.ts` has it. `progress`: the file of `progressed`. `byHand`: it cannot be run from here (a
 * secret stands in its arguments), so a person is told.
 */
export async function runCommandUndo(args: JsonObject, context: UndoContext): Promise<UndoOutcome> {
  const command = commandOf(args)
  const progress = await progressed(command, context)
  if (progress === 'back') return nothingToUndo('the run itself had brought it back, by the command for that')
  const remedy = inWords(command)
  if (command.byHand) return failed('it has to be taken back by a person', remedy)
  const { env, missing } = environment(command, context)
  if (missing.length > 0)
    return failed(`${missing.join(', ')} is not set here, and no journal holds it`, remedy)
  const atWork = await stillAtWork(command, progress, context)
  if (atWork !== null) return atWork
  const { argv, cwd, timeoutMs, mark, running, look } = command
  const marked = mark === null ? {} : { mark: undoMarkOf(mark) }
  // Its own time limit alone: the deadline of all undos is for ending processes, and would end this half-way.
  const run = async (each: readonly string[]): Promise<Finished> => {
    // Since the look another may have taken it back, and a third have made it anew.
    await context.stillOurs?.()
    context.givenUp?.throwIfAborted()
    return runNoted(each, { cwd, env, timeoutMs, ...marked }, running, context.host)
  }
  return look === null ? undoneBy(await run(argv), argv, remedy) : lookedAt(look, argv, run, remedy)
}

/**
 * How long it may take at most (ms): an earlier try is waited for, then the command runs, and the look before and after
 * it, each with its own limit.
 */
export function longestMsOf({ timeoutMs, look }: JsonObject): number {
  const each = typeof timeoutMs === 'number' ? timeoutMs : TIMEOUT_MS
  return each * (look === undefined ? 2 : 4) + ENDING_MS
}

/** Null once neither an earlier try nor what is to be taken back is at work; else why nothing must be begun. */
async function stillAtWork(
  { mark, running, timeoutMs }: Command,
  progress: Progress,
  context: UndoContext,
): Promise<UndoOutcome | null> {
  if (mark === null) return null
  const earlier = await earlierEnded({ mark: undoMarkOf(mark), running, timeoutMs }, context)
  if (earlier !== null || progress !== 'unknown') return earlier
  const ended = await endProcesses({ mark }, context)
  return ended.healed ? null : ended
}

function undoneBy(finished: Finished, argv: readonly string[], remedy: string): UndoOutcome {
  const ended = `\`${argv.join(' ')}\` ${endOf(finished)}`
  return finished.exitCode === 0 ? undone(ended) : failed(ended, remedy)
}

async function lookedAt(
  { argv: look, before }: Look,
  argv: readonly string[],
  run: (argv: readonly string[]) => Promise<Finished>,
  remedy: string,
): Promise<UndoOutcome> {
  const first = await run(look)
  // Where it cannot be seen what is to be taken back, something else might be.
  if (first.exitCode !== 0) return failed(`\`${look.join(' ')}\` ${endOf(first)}`, remedy)
  const asBefore = ({ exitCode, stdout }: Finished) => exitCode === 0 && outputDigest(stdout) === before
  const seen = `\`${look.join(' ')}\` prints what it printed before`
  if (asBefore(first)) return nothingToUndo(seen)
  const outcome = undoneBy(await run(argv), argv, remedy)
  if (!outcome.healed) return outcome
  if (asBefore(await run(look))) return undone(`${outcome.evidence}; ${seen}`)
  const otherwise = `but \`${look.join(' ')}\` does not print what it printed before`
  return failed(`${outcome.evidence}; ${otherwise}`, remedy)
}

type Progress = 'back' | 'ended' | 'unknown'

/**
 * How far what is to be taken back had come, by the word that the run wrote to a file: `back` (the run took it back
 * itself) or `ended`. Without a word the run ended in the middle of it: it may still be at work.
 */
async function progressed({ progress }: Command, { host }: UndoContext): Promise<Progress> {
  if (progress === null) return 'ended'
  const word = (await host.files.readIfThere(progress))?.trim()
  return word === 'back' || word === 'ended' ? word : 'unknown'
}

/** Of what a command printed, so that two looks can be compared without keeping what they saw. */
export function outputDigest(stdout: string): string {
  return createHash('sha256').update(stdout.trim()).digest('hex')
}

function endOf({ exitCode, signal, timedOut }: Finished): string {
  return timedOut ? 'took too long' : `ended with ${exitCode ?? signal}`
}

interface Command {
  argv: readonly string[]
  cwd: string
  /** Values that are no secrets. */
  env: Readonly<Record<string, string>>
  base: Readonly<Record<string, string>>
  envFrom: Readonly<Record<string, string>>
  inherit: readonly string[]
  timeoutMs: number
  mark: string | null
  running: string | null
  look: Look | null
  progress: string | null
  byHand: boolean
}

interface Look {
  argv: readonly string[]
  before: string
}

function commandOf(args: JsonObject): Command {
  return {
    argv: listArg(args, 'argv'),
    cwd: textArg(args, 'cwd'),
    env: recordArg(args, 'env'),
    // A journal of an older version has neither this nor `running`.
    base: args.base === undefined ? {} : recordArg(args, 'base'),
    envFrom: recordArg(args, 'envFrom'),
    inherit: listArg(args, 'inherit'),
    timeoutMs: numberArg(args, 'timeoutMs', TIMEOUT_MS),
    mark: args.mark === undefined ? null : markArg(args),
    running: args.running === undefined ? null : textArg(args, 'running'),
    look: args.look === undefined ? null : { argv: listArg(args, 'look'), before: textArg(args, 'before') },
    progress: args.progress === undefined ? null : textArg(args, 'progress'),
    byHand: flagArg(args, 'byHand'),
  }
}

function environment({ env, base, envFrom, inherit }: Command, { host }: UndoContext) {
  const whole: Record<string, string> = {}
  for (const name of inherit) if (host.env[name] !== undefined) whole[name] = host.env[name]
  Object.assign(whole, base, env)
  const missing: string[] = []
  for (const [name, from] of Object.entries(envFrom)) {
    const value = host.env[from]
    if (value === undefined) missing.push(from)
    else whole[name] = value
  }
  return { env: whole, missing }
}

/** What `args` would run, as a person types it. */
export function commandInWords(args: JsonObject): string {
  return inWords(commandOf(args))
}

/** For a shell; a secret is named by its variable. */
function inWords({ argv, cwd, env, envFrom }: Command): string {
  const given = Object.entries(env).map(([name, value]) =>
    ownRedaction.deep({ [name]: value })[name] === value ? `${name}=${quoted(value)}` : `${name}="$${name}"`,
  )
  const secret = Object.entries(envFrom).map(([name, from]) => `${name}="$${from}"`)
  return [`cd ${quoted(cwd)} &&`, ...given, ...secret, commandWords(argv)].join(' ')
}
