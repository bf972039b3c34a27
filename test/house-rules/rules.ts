/** The house rules, as functions over a source tree: each gives its findings, none for a tree that keeps it. */
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join, normalize } from 'node:path'

/** Path relative to the project's root → text. */
export type Tree = ReadonlyMap<string, string>

/** What each room of `src/` may import from others. An entry with a file in it allows that file alone. */
export const MAY_IMPORT: Record<string, readonly string[]> = {
  drill: [],
  drills: ['drill', 'fault'],
  redact: [],
  logs: ['host', 'redact'],
  config: ['drill', 'load', 'probe', 'redact'],
  host: [],
  target: ['drill', 'host', 'redact', 'undo/undo.ts'],
  fault: ['drill', 'host', 'target/target.ts', 'undo/undo.ts'],
  rollout: ['drill', 'host', 'measure', 'target/target.ts'],
  undo: ['drill', 'host', 'logs', 'redact'],
  init: [],
  load: ['drill', 'host'],
  k6: [],
  ledger: ['host'],
  probe: ['host', 'drill'],
  journal: ['drill', 'host', 'redact', 'target/target.ts', 'undo/undo.ts'],
  measure: ['journal', 'drill'],
  verdict: ['measure', 'journal', 'drill'],
  compare: ['verdict', 'measure', 'journal', 'drill'],
  history: ['compare', 'verdict', 'measure', 'journal', 'drill'],
  report: ['history', 'compare', 'verdict', 'measure', 'journal', 'drill'],
  runbook: ['report', 'verdict', 'journal', 'drill', 'target/target.ts'],
  run: [
    'measure',
    'target',
    'fault',
    'rollout',
    'undo',
    'load',
    'probe',
    'ledger',
    'journal',
    'drill',
    'config',
    'host',
    'logs',
    'redact',
  ],
  prove: ['config/sabotage.ts', 'report', 'verdict', 'measure', 'journal', 'drill'],
  gate: ['config/gate-policy.ts', 'report', 'verdict', 'measure', 'journal', 'drill'],
  vitest: ['cli', 'config', 'host', 'redact', 'report', 'verdict', 'journal', 'drill', 'run'],
  cli: ['*'],
}
/** Files at the root of `src/` that anyone may import. */
const FOR_ALL = new Set(['errors.ts', 'go-duration.ts', 'shell-words.ts', 'units.ts'])
/** What only `cli/wire.ts` may import: the adapters behind a contract. */
const ADAPTERS = [/^target\/(?!target\.ts)/, /^load\/k6\//]
const SYSTEM =
  /^(node:(fs|fs\/promises|child_process|net|http|https|http2|tls|dgram|os|dns|worker_threads|cluster)|dockerode)$/
const MAX_LINES = 250
const FORBIDDEN_ROOMS = ['utils', 'common', 'helpers', 'util', 'lib', 'misc']

interface Import {
  from: string
  to: string
}

/** Every import of a file, also one that is made later and one of types alone. */
export function importsOf(path: string, text: string): Import[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
  )
  return [...found, ...text.matchAll(/(?:^|\n)import\s+()['"]([^'"]+)['"]/g)].map((match) => ({
    from: path,
    to: match[1] || match[2] || '',
  }))
}

function inside(path: string): string | null {
  return path.startsWith('src/') ? path.slice('src/'.length) : null
}

/** Imports between rooms go one way, by `MAY_IMPORT`. */
export function importRule(tree: Tree): string[] {
  return sourceImports(tree).flatMap(({ from, to }) => {
    if (!to.startsWith('.')) return []
    const source = inside(from) ?? ''
    const target = normalize(join(dirname(source), to))
    const [room = '', other = ''] = [source.split('/')[0], target.split('/')[0]]
    if (room === other || FOR_ALL.has(target) || !source.includes('/')) return []
    const allowed = MAY_IMPORT[room]
    if (!allowed) return [`${from}: the room "${room}" is not in the table of imports`]
    if (room === 'cli') {
      const adapter = ADAPTERS.some((pattern) => pattern.test(target))
      return adapter && source !== 'cli/wire.ts'
        ? [`${from}: only cli/wire.ts may import the adapter ${target}`]
        : []
    }
    const adapter = ADAPTERS.some((pattern) => pattern.test(target))
    if (adapter) return [`${from}: only cli/wire.ts may import the adapter ${target}`]
    if (allowed.includes(other) || allowed.includes(target)) return []
    return [`${from}: "${room}" may not import ${target}`]
  })
}

/** Only `host/` touches processes, files, sockets, container engines and the like. */
export function hostRule(tree: Tree): string[] {
  return sourceImports(tree)
    .filter(({ from, to }) => SYSTEM.test(to) && !from.startsWith('src/host/'))
    .map(({ from, to }) => `${from}: only host/ may import ${to}`)
}

function sourceImports(tree: Tree): Import[] {
  return [...tree].filter(([path]) => inside(path) !== null).flatMap(([path, text]) => importsOf(path, text))
}

/** What gives a text to a shell, or to the compiler: neither may be done with what a user or an app wrote. */
const TO_A_SHELL: readonly [what: string, pattern: RegExp][] = [
  ['shell: true', /\bshell\s*:\s*(?!false\b)[^\s,}]/],
  ['sh -c', /(['"`])(?:[\w./]*\/)?(?:ba|da|z|k|a)?sh\1\s*,\s*(['"`])-\w*c\2/],
  ['exec()', /\b(?:import|const)\b[^\n]*[{,]\s*exec(?:Sync)?\s*[,}][^\n]*child_process/],
  ['execaCommand()', /\bexecaCommand(?:Sync)?\b|\bfrom 'zx'|\$\(\{[^}]*shell/],
  ['eval()', /(?<![\w.])eval\s*\(|\bnew Function\s*\(|\bFunction\s*\(\s*['"`]/],
  ['vm', /['"]node:vm['"]/],
]

/** Nothing is given to a shell, nor run as a program that was a text before. */
export function shellRule(tree: Tree): string[] {
  return [...tree]
    .filter(([path]) => inside(path) !== null)
    .flatMap(([path, text]) =>
      TO_A_SHELL.filter(([, pattern]) => pattern.test(withoutComments(text))).map(
        ([what]) => `${path}: ${what}`,
      ),
    )
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/[^\n]*/g, '')
}

/** What a record holds is written where it is made sure that nothing secret is in it; a terminal, through its own file. */
const PAST_THE_BORDER: readonly [what: string, pattern: RegExp, allowed: RegExp][] = [
  // Programs of the run's own, whose output goes to a log or back to the run.
  [
    'process.stdout',
    /\bprocess\.std(?:out|err)\.write\b/,
    /^src\/(?:cli\/terminal\.ts$|target\/edge\/route\.ts$|.*\/main\.ts$)/,
  ],
  ['console', /\bconsole\.\w+\(/, /\/(?:main|only-child)\.ts$/],
]

/** Nothing writes to the terminal past the file that hides what must not be told. */
export function borderRule(tree: Tree): string[] {
  return [...tree]
    .filter(([path]) => inside(path) !== null)
    .flatMap(([path, text]) =>
      PAST_THE_BORDER.filter(
        ([, pattern, allowed]) => !allowed.test(path) && pattern.test(withoutComments(text)),
      ).map(([what]) => `${path}: ${what}`),
    )
}

/** No file is longer than 250 lines. */
export function sizeRule(tree: Tree): string[] {
  return [...tree]
    .map(([path, text]) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > MAX_LINES)
    .map(({ path, lines }) => `${path}: ${lines} lines; at most ${MAX_LINES}`)
}

/** No room is named by what it is not about. */
export function roomNameRule(tree: Tree): string[] {
  return [...tree.keys()]
    .filter((path) =>
      dirname(path)
        .split('/')
        .some((part) => FORBIDDEN_ROOMS.includes(part)),
    )
    .map((path) => `${path}: name the room by its concern`)
}

/** Does the file do anything when its types are taken away? */
export function hasLogic(text: string): boolean {
  const code = stripTypeScriptTypes(text)
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(^|\n)\s*\/\/.*/g, '')
    .replaceAll(/(^|\n)\s*(import|export)\b[^;'"]*?from\s*['"][^'"]+['"]/g, '')
    .replaceAll(/export\s*\{\s*\}/g, '')
  return code.trim() !== ''
}

/** Every source file with logic has a test: its mirror, or one that imports it. Programs are run by tests instead. */
export function testRule(tree: Tree): string[] {
  const tests = [...tree].filter(([path]) => path.startsWith('test/'))
  const imported = new Set(
    tests.flatMap(([path, text]) =>
      importsOf(path, text).map(({ to }) => normalize(join(dirname(path), to))),
    ),
  )
  const mirror = (path: string): string => path.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts')
  return [...tree]
    .filter(([path, text]) => inside(path) !== null && !path.endsWith('/main.ts') && hasLogic(text))
    .filter(([path]) => !imported.has(path) && !tree.has(mirror(path)))
    .map(([path]) => `${path}: it has no test`)
}

/** Words that admit unfinished work do not stand in the sources. */
export function wordRule(tree: Tree): string[] {
  const words = /\b(TODO|FIXME|XXX|HACK)\b/
  return [...tree]
    .filter(([path, text]) => inside(path) !== null && words.test(text))
    .map(([path]) => `${path}: unfinished`)
}
