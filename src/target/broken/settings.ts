/** What the program that makes a good release a bad one is told: as its arguments, so that a person can type them. */
import { parseArgs } from 'node:util'
import type { Breakage } from '../../drill/model.ts'

export interface BrokenSettings {
  how: Breakage
  /** Where the bad release is to be seen, and where the good one listens behind it. */
  listen: number
  behind: number
  /** The version that the bad release says of itself. */
  says: string
  ready: string
  /** Further paths that stay as they are: what is broken is what users ask. */
  spared: readonly string[]
  /** How the good release says its version: an endpoint with a key, a header. */
  versionPath: string | null
  versionKey: string
  releaseHeader: string
  /** Within a container: on every address, and the variable by which the good one is told its port. */
  portVariable?: string
}

const OPTIONS = {
  how: { type: 'string' },
  'by-ms': { type: 'string' },
  share: { type: 'string' },
  listen: { type: 'string' },
  behind: { type: 'string' },
  says: { type: 'string' },
  ready: { type: 'string' },
  spare: { type: 'string', multiple: true },
  'version-path': { type: 'string' },
  'version-key': { type: 'string' },
  'release-header': { type: 'string' },
  'port-variable': { type: 'string' },
} as const

/** A breakage; in a plan it may be known by its kind alone. */
export interface Told {
  kind: Breakage['kind']
  byMs?: number
  share?: number
}

/** `--how slow --by-ms 400 … -- node server.js`. */
export function toArguments(
  settings: Omit<BrokenSettings, 'how'> & { how: Told },
  command: readonly string[],
): string[] {
  const { how, listen, behind, says, ready, spared, versionPath, versionKey, releaseHeader, portVariable } =
    settings
  return [
    ...['--how', how.kind],
    ...(how.byMs === undefined ? [] : ['--by-ms', String(how.byMs)]),
    ...(how.share === undefined ? [] : ['--share', String(how.share)]),
    ...['--listen', String(listen), '--behind', String(behind), '--says', says, '--ready', ready],
    ...spared.flatMap((path) => ['--spare', path]),
    ...(versionPath === null ? [] : ['--version-path', versionPath]),
    ...['--version-key', versionKey, '--release-header', releaseHeader],
    ...(portVariable === undefined ? [] : ['--port-variable', portVariable]),
    '--',
    ...command,
  ]
}

/** Throws an Error that names what is wrong. */
export function fromArguments(argv: readonly string[]): { settings: BrokenSettings; command: string[] } {
  const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
  if (positionals.length === 0) throw new Error('The command of the good release is missing: -- command')
  const given = (name: keyof typeof values): string => {
    const value = values[name]
    if (typeof value === 'string' && value !== '') return value
    throw new Error(`--${name} is missing`)
  }
  const number = (name: keyof typeof values): number => {
    const value = Number(given(name))
    if (Number.isFinite(value) && value >= 0) return value
    throw new Error(`--${name} must be a number of at least 0, not ${given(name)}`)
  }
  return {
    settings: {
      how: breakage(given('how'), number),
      listen: number('listen'),
      behind: number('behind'),
      says: given('says'),
      ready: given('ready'),
      spared: values.spare ?? [],
      versionPath: values['version-path'] ?? null,
      versionKey: given('version-key'),
      releaseHeader: given('release-header'),
      ...(values['port-variable'] === undefined ? {} : { portVariable: values['port-variable'] }),
    },
    command: positionals,
  }
}

function breakage(kind: string, number: (name: 'by-ms' | 'share') => number): Breakage {
  if (kind === 'exits' || kind === 'never-ready') return { kind }
  if (kind === 'slow') return { kind, byMs: number('by-ms'), share: number('share') }
  if (kind === 'failing') return { kind, share: number('share') }
  throw new Error(`--how must be exits, never-ready, slow or failing, not ${kind}`)
}
