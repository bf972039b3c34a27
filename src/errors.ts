/** What a caller of the command line can tell apart by the process's exit code alone. */
export const EXIT = {
  pass: 0,
  fail: 1,
  inconclusive: 2,
  dirty: 3,
  aborted: 4,
  usage: 64,
  missing: 69,
  harness: 70,
  busy: 75,
  refused: 77,
  sighup: 129,
  sigint: 130,
  sigterm: 143,
} as const

/**
 * Every error that firedrill raises on purpose: its stable code, the exit code it ends the command with, and
 * what it means. `docs/errors.md` has one section for each (a test compares them).
 */
export const ERRORS = {
  usage: { exit: EXIT.usage, meaning: 'The command line has an unknown option, command or argument.' },
  'config-not-found': { exit: EXIT.usage, meaning: 'No firedrill.config.ts was found.' },
  'config-invalid': { exit: EXIT.usage, meaning: 'The configuration has a wrong or missing field.' },
  'config-throws': { exit: EXIT.usage, meaning: 'The configuration file could not be loaded.' },
  'app-not-found': { exit: EXIT.usage, meaning: 'Nothing says how the app is started.' },
  'already-there': { exit: EXIT.refused, meaning: 'What init would write is there already, and differs.' },
  'drill-not-found': { exit: EXIT.usage, meaning: 'No drill has this name.' },
  'drill-throws': { exit: EXIT.usage, meaning: 'The drill file, or the body of the drill, threw.' },
  'drill-invalid': { exit: EXIT.usage, meaning: 'The drill does not make sense as written.' },
  'param-invalid': { exit: EXIT.usage, meaning: 'A drill parameter is unknown or has a wrong value.' },
  'value-invalid': { exit: EXIT.usage, meaning: 'A duration, rate or percentage could not be read.' },
  'target-unnamed': { exit: EXIT.usage, meaning: 'Where CI is set, the target must be named.' },
  'target-unknown': { exit: EXIT.usage, meaning: 'No target or environment has this name.' },
  'plan-refused': { exit: EXIT.refused, meaning: 'The plan refuses the drill on this target.' },
  'not-confirmed': {
    exit: EXIT.refused,
    meaning: 'What was there before the run may be touched, or production, and was not named.',
  },
  'blast-radius': {
    exit: EXIT.refused,
    meaning: 'More instances would be hit at once than was agreed to, or the last one that is ready.',
  },
  'host-not-allowed': {
    exit: EXIT.refused,
    meaning: 'A host would be asked that is neither this machine nor in the configuration.',
  },
  'not-cleaned-up': {
    exit: EXIT.refused,
    meaning: 'An earlier run on this target was not cleaned up.',
  },
  'other-project': {
    exit: EXIT.refused,
    meaning: 'The run is of another project: nothing was done to it here.',
  },
  'load-script-invalid': {
    exit: EXIT.usage,
    meaning: 'The k6 script is not there, does not compile, or has no usable options.',
  },
  'load-unknown': {
    exit: EXIT.usage,
    meaning: 'The drill names a load that the configuration does not have.',
  },
  'k6-missing': { exit: EXIT.missing, meaning: 'k6 was not found and could not be built.' },
  'k6-unusable': {
    exit: EXIT.missing,
    meaning: 'The k6 that was named does not run or has an unaccepted version.',
  },
  'tool-missing': { exit: EXIT.missing, meaning: 'A program that the target or drill needs is not here.' },
  'engine-unreachable': { exit: EXIT.missing, meaning: 'The container engine cannot be reached.' },
  'platform-unsupported': { exit: EXIT.missing, meaning: 'firedrill does not run on this platform.' },
  'reports-unwritable': { exit: EXIT.missing, meaning: 'The reports directory cannot be written.' },
  'port-in-use': { exit: EXIT.missing, meaning: 'A port that the configuration fixes is in use.' },
  'start-failed': {
    exit: EXIT.harness,
    meaning: 'A process of the target ended early or could not be started.',
  },
  'never-ready': { exit: EXIT.harness, meaning: 'The target did not get ready in time.' },
  'command-failed': { exit: EXIT.harness, meaning: 'A configured command failed.' },
  'load-failed': { exit: EXIT.harness, meaning: 'k6 ended early.' },
  'load-too-short': {
    exit: EXIT.usage,
    meaning: 'The load came to its own end before the drill did.',
  },
  'probe-failed': { exit: EXIT.harness, meaning: 'The prober ended early.' },
  'ledger-unread': { exit: EXIT.harness, meaning: 'What is stored could not be read.' },
  'ledger-invalid': {
    exit: EXIT.harness,
    meaning: 'What the reader of the stored writes said makes no sense.',
  },
  'stop-failed': { exit: EXIT.harness, meaning: 'A process could not be ended.' },
  'engine-refused': {
    exit: EXIT.harness,
    meaning: 'The container engine answered that it would not, or could not.',
  },
  'link-unreachable': {
    exit: EXIT.harness,
    meaning: 'What lies between the app and a service could not be told what to do.',
  },
  'lease-refused': {
    exit: EXIT.refused,
    meaning: 'No keeper can stand beside an engine of another machine.',
  },
  'lease-lost': {
    exit: EXIT.harness,
    meaning: 'The lease on an engine of another machine was lost in mid-run; the run was ended.',
  },
  'release-missing': { exit: EXIT.refused, meaning: 'A release is not there, and could not be built.' },
  'target-busy': { exit: EXIT.busy, meaning: 'Another run holds the target or the load lock.' },
  'run-not-found': { exit: EXIT.usage, meaning: 'No stored run has this name.' },
  'record-invalid': { exit: EXIT.usage, meaning: 'The run record cannot be read, or is of a newer format.' },
  'record-altered': {
    exit: EXIT.usage,
    meaning: 'A file of the run record is not as it was when the record was sealed.',
  },
  'rehearsal-unfit': { exit: EXIT.refused, meaning: 'No rehearsal can stand for the runbook.' },
  'not-comparable': { exit: EXIT.usage, meaning: 'The runs are of different experiments.' },
  'policy-invalid': {
    exit: EXIT.usage,
    meaning: 'The policy of the gate was not found, or has a wrong or missing field.',
  },
  'artifact-invalid': { exit: EXIT.usage, meaning: 'What the gate is asked about names no artifact.' },
  superseded: {
    exit: EXIT.harness,
    meaning: 'The watchdog or recover has taken this run over; it acts no more.',
  },
  'watchdog-lost': {
    exit: EXIT.harness,
    meaning: 'The watchdog of the run has ended in mid-run; the run was undone.',
  },
  'record-removed': {
    exit: EXIT.harness,
    meaning: 'The run record was removed in mid-run; the run was undone.',
  },
  'unjournaled-change': {
    exit: EXIT.harness,
    meaning: 'Something was about to be changed without its intent on disk; it was not done.',
  },
  abandoned: {
    exit: EXIT.sigint,
    meaning: 'The command was ended by a third signal before everything was undone.',
  },
  'capability-missing': { exit: EXIT.refused, meaning: 'The target cannot do what the step needs.' },
  'handler-unknown': { exit: EXIT.usage, meaning: 'An act step names a handler that is not registered.' },
  internal: { exit: EXIT.harness, meaning: 'A defect of firedrill itself.' },
} as const satisfies Record<string, { exit: number; meaning: string }>

export type ErrorCode = keyof typeof ERRORS

/** An error a person can act on: what happened and where (`message`), what to do next (`hint`), a stable `code`. */
export class FiredrillError extends Error {
  override readonly name = 'FiredrillError'
  readonly code: ErrorCode
  readonly hint: string
  readonly exitCode: number

  constructor(code: ErrorCode, message: string, options: { hint: string; cause?: unknown }) {
    super(bounded(message), options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = bounded(options.hint)
    this.exitCode = ERRORS[code].exit
  }
}

/** More than a person reads; what a file or an app said may be without end. */
const MOST_CHARACTERS = 8000

function bounded(message: string): string {
  if (message.length <= MOST_CHARACTERS) return message
  return `${message.slice(0, MOST_CHARACTERS).toWellFormed()}…`
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
