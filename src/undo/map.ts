/** Every kind of undo, by the name under which journals hold it. A kind is never renamed: old journals need it. */
import { FiredrillError, messageOf } from '../errors.ts'
import { undoAct } from './act.ts'
import { clearLink } from './clear-link.ts'
import { undoCovered } from './covered.ts'
import { emptyInContainer } from './empty-in-container.ts'
import { endProcesses } from './end-processes.ts'
import { keepLogs } from './keep-logs.ts'
import { lackingSecret } from './lacking-secret.ts'
import { limitContainer } from './limit-container.ts'
import { undoNothing } from './nothing.ts'
import { failed } from './outcome.ts'
import { pointRelease } from './point-release.ts'
import { undoPretended } from './pretended.ts'
import { reconnectContainer } from './reconnect-container.ts'
import { releaseLock } from './release-lock.ts'
import { removeDir } from './remove-dir.ts'
import { removeKeeper } from './remove-keeper.ts'
import { removeProject } from './remove-project.ts'
import { resumeProcess } from './resume-process.ts'
import { runCommandUndo } from './run-command.ts'
import { startContainer } from './start-container.ts'
import type { Undo, UndoContext, UndoOutcome, UndoSpec } from './undo.ts'
import { unpauseContainer } from './unpause-container.ts'
import { unproven } from './unproven.ts'

export const UNDOS: Readonly<Record<string, Undo>> = {
  'end-processes': endProcesses,
  'remove-dir': removeDir,
  'keep-logs': keepLogs,
  'release-lock': releaseLock,
  'resume-process': resumeProcess,
  'point-release': pointRelease,
  'run-command': runCommandUndo,
  'remove-project': removeProject,
  'remove-keeper': removeKeeper,
  'unpause-container': unpauseContainer,
  'reconnect-container': reconnectContainer,
  'start-container': startContainer,
  'limit-container': limitContainer,
  'empty-in-container': emptyInContainer,
  'clear-link': clearLink,
  pretended: (args, context) => undoPretended(args, context, runUndo),
  covered: undoCovered,
  nothing: undoNothing,
  'lacking-secret': lackingSecret,
  act: undoAct,
  unproven,
}

/**
 * Kinds that touch nothing but what carries the run's own name: however late, and however often, they are carried out,
 * they hit nobody else's.
 */
export const OF_THE_RUN_ALONE: ReadonlySet<string> = new Set([
  'end-processes',
  'remove-dir',
  'release-lock',
  'remove-project',
  'remove-keeper',
])

/**
 * Kinds that a harness which was taken over leaves to whoever did, also for an act of its own that has ended late. A
 * command is a process of its own, which is ended before it is taken back: what its undo would hit later is what
 * somebody has made since. And logs are copied by one at a time.
 */
export const OF_WHO_TOOK_OVER: ReadonlySet<string> = new Set(['run-command', 'keep-logs'])

/** Carries out one undo. Never rejects: one that fails must not keep the others from being tried. */
export async function runUndo(spec: UndoSpec, context: UndoContext): Promise<UndoOutcome> {
  const undo = Object.hasOwn(UNDOS, spec.kind) ? UNDOS[spec.kind] : undefined
  if (!undo) {
    return failed(
      `no undo is of the kind "${spec.kind}"`,
      'Run `firedrill recover` with the version of firedrill that made the run.',
    )
  }
  for (;;) {
    try {
      return await undo(spec.args, context)
    } catch (error) {
      if (!mayComeBack(error, context))
        return failed(
          `the undo "${spec.kind}" failed: ${messageOf(error)}`,
          `Run \`firedrill recover\` again; if it fails again, undo by hand: ${JSON.stringify(spec)}`,
        )
      await context.host.clock.sleep(AGAIN_MS)
    }
  }
}

const AGAIN_MS = 500

function mayComeBack(error: unknown, { host, engineBackByMs }: UndoContext): boolean {
  if (!(error instanceof FiredrillError) || error.code !== 'engine-unreachable') return false
  return engineBackByMs !== undefined && host.clock.monoMs() < engineBackByMs
}
