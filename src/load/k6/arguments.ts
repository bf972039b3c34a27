/** The command line and environment that k6 is run with. */

import type { LoadProfile } from '../../drill/model.ts'
import { FiredrillError } from '../../errors.ts'

/** Flags that would break the profile, the stream of samples, or the end of the load; with what to do instead. */
const REFUSED: readonly { flags: string[]; always: boolean; instead: string }[] = [
  {
    flags: [
      ...['--vus', '-u', '--duration', '-d', '--iterations', '-i', '--stage', '-s'],
      ...['--rps', '--execution-segment', '--execution-segment-sequence'],
    ],
    always: false,
    instead: 'Say the load in the drill, or leave it to the script with the profile "script".',
  },
  {
    flags: ['--paused', '-p', '--linger', '-l', '--address', '-a'],
    always: true,
    instead: 'The drill starts and stops the load.',
  },
  {
    flags: [
      '--system-tags',
      '--summary-mode',
      '--summary-export',
      '--new-machine-readable-summary',
      '--no-thresholds',
      '--verbose',
      '-v',
    ],
    always: true,
    instead:
      "It would change what samples and thresholds are read from. The script's own `systemTags` are kept; `thresholds: false` of the load leaves its thresholds out.",
  },
]

/** Outputs that write to standard output when they are not told where to. */
const TO_STDOUT = new Set(['csv', 'json', 'csv=', 'json=', 'csv=-', 'json=-'])

export interface HeldTo {
  /** Ranges of addresses that k6 may not connect to; `--blacklist-ip` of the user's arguments is added to them. */
  denied?: readonly string[]
  /** The script has thresholds, which take a summary to be told. Without, k6 keeps no sample in memory. */
  judges?: boolean
}

export function runArguments(
  entry: string,
  further: readonly string[],
  env: Environment,
  { denied = [], judges = false }: HeldTo = {},
): string[] {
  const judging = judges ? ['--summary-mode=compact'] : ['--summary-mode=disabled', '--no-thresholds']
  const outputs = outputsInEnvironment(further, env) === null ? ['--out', 'csv=-'] : []
  const flags = ['--quiet', '--no-color', ...judging, ...outputs]
  const held = denied.length === 0 ? [] : ['--blacklist-ip', denied.join(',')]
  return ['run', ...flags, ...held, ...further, entry]
}

/**
 * Ours beside those that K6_OUT asks for, which may hold a password: as a flag any user of the machine could read it.
 * Null where there are none, and where a flag asks for others: k6 takes no K6_OUT then.
 */
function outputsInEnvironment(further: readonly string[], { K6_OUT: theirs }: Environment): string | null {
  const isFlagged = further.some((argument, index) => outputOf(argument, further[index + 1]) !== null)
  return theirs && !isFlagged ? `csv=-,${theirs}` : null
}

/**
 * Everything that k6 is to be kept from: the flag replaces what the script and the environment say of it, so that has to
 * be said again. `own`: the script's option `blacklistIPs`.
 */
export function deniedRanges(ours: readonly string[], own: unknown, env: Environment): string[] {
  const ofScript = Array.isArray(own) ? own.filter((each) => typeof each === 'string') : []
  const ofEnv = (env.K6_BLACKLIST_IPS ?? '').split(',').map((each) => each.trim())
  return [...new Set([...ours, ...ofScript, ...ofEnv])].filter((each) => each !== '')
}

type Environment = Readonly<Record<string, string | undefined>>

/** Throws `config-invalid`. */
export function refuseArguments(further: readonly string[], profile: LoadProfile): void {
  for (const [index, argument] of further.entries()) {
    // `-d30s` is `-d 30s`.
    const flag = /^-[a-z]/.test(argument) ? argument.slice(0, 2) : (argument.split('=', 1)[0] as string)
    const refused = REFUSED.find(({ flags }) => flags.includes(flag))
    if (refused && (refused.always || profile.kind !== 'script')) throw invalid(argument, refused.instead)
    const output = outputOf(argument, further[index + 1])
    if (output !== null && TO_STDOUT.has(output)) {
      throw invalid(
        `--out ${output}`,
        'Samples are read from standard output: name a file, as in `--out json=samples.json`.',
      )
    }
  }
}

/** What `-e NAME=value` and its longer forms add to the script's environment. */
export function envIn(further: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [index, argument] of further.entries()) {
    const pair = /^(?:-e|--env)$/.test(argument)
      ? further[index + 1]
      : /^(?:-e|--env=)(.+)$/.exec(argument)?.[1]
    const at = pair?.indexOf('=') ?? -1
    if (pair && at > 0) found[pair.slice(0, at)] = pair.slice(at + 1)
  }
  return found
}

/** Flags that say how much load a script's own profile makes, and what `k6 inspect`, which has no such flags, reads in their place. */
const AS_VARIABLES: readonly (readonly [RegExp, string])[] = [
  [/^(?:--vus|-u)$/, 'K6_VUS'],
  [/^(?:--duration|-d)$/, 'K6_DURATION'],
  [/^(?:--iterations|-i)$/, 'K6_ITERATIONS'],
  [/^(?:--stage|-s)$/, 'K6_STAGES'],
  [/^--rps$/, 'K6_RPS'],
]

/** `--duration 30s`, `--duration=30s`, `-d30s`; several stages are one list. */
export function loadVariables(further: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [index, argument] of further.entries()) {
    const [, flag = '', glued] = /^(--[a-z]+|-[a-z])(?:=?(.+))?$/.exec(argument) ?? []
    const name = AS_VARIABLES.find(([pattern]) => pattern.test(flag))?.[1]
    const value = glued ?? further[index + 1]
    if (name === undefined || value === undefined) continue
    found[name] = name === 'K6_STAGES' && found[name] !== undefined ? `${found[name]},${value}` : value
  }
  return found
}

/** Variables of the user's shell that would overrule the script's options, and with them the profile. */
const OVERRULING = [
  'K6_VUS',
  'K6_DURATION',
  'K6_ITERATIONS',
  'K6_STAGES',
  'K6_RPS',
  'K6_EXECUTION_SEGMENT',
  'K6_EXECUTION_SEGMENT_SEQUENCE',
  'K6_PAUSED',
  'K6_LINGER',
  'K6_SYSTEM_TAGS',
]

/** And those that would change what is read from it. */
const OF_OUTPUTS = [
  'K6_OUT',
  'K6_CSV_FILENAME',
  'K6_SUMMARY_EXPORT',
  'K6_NEW_MACHINE_READABLE_SUMMARY',
  'K6_NO_THRESHOLDS',
  'K6_WEB_DASHBOARD',
]

/** As `k6Environment`, with the outputs that `further`, arguments of the configuration, leave to it. */
export function runEnvironment(
  inherited: Environment,
  given: Environment,
  further: readonly string[],
): Record<string, string> {
  const outputs = outputsInEnvironment(further, { ...inherited, ...given })
  return { ...k6Environment(inherited, given), ...(outputs === null ? {} : { K6_OUT: outputs }) }
}

/** `given` is the load's own environment from the configuration; `inherited` is what firedrill was started with. */
export function k6Environment(inherited: Environment, given: Environment): Record<string, string> {
  const env: Record<string, string | undefined> = { ...inherited, ...given }
  for (const name of [...OVERRULING, ...OF_OUTPUTS]) delete env[name]
  const fixed = {
    // Writing samples makes garbage: collecting it half as often pays for the writing, and leaves the CPU to the app.
    GOGC: env.GOGC ?? '200',
    K6_CSV_TIME_FORMAT: 'unix_micro',
    K6_CSV_SAVE_INTERVAL: '200ms',
    K6_NO_USAGE_REPORT: 'true',
    K6_AUTO_EXTENSION_RESOLUTION: given.K6_AUTO_EXTENSION_RESOLUTION ?? 'false',
  }
  const whole = Object.entries({ ...env, ...fixed })
  return Object.fromEntries(whole.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

function outputOf(argument: string, next: string | undefined): string | null {
  if (argument === '--out' || argument === '-o') return next ?? ''
  return /^(?:--out=|-o=?)(.*)$/.exec(argument)?.[1] ?? null
}

function invalid(argument: string, hint: string): FiredrillError {
  return new FiredrillError(
    'config-invalid',
    `k6 cannot be given "${argument}" by a load of the configuration.`,
    { hint },
  )
}
