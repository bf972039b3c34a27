/**
 * A command as a person types it in the project's root, for a POSIX shell. Nothing of this machine stands in it: paths
 * below the root begin at `$PWD`. A value that the record does not show is taken from the person's own environment.
 */
import { isAbsolute, relative } from 'node:path'
import { isVariableName, quoted } from '../shell-words.ts'
import type { CommandLine } from '../target/target.ts'
import { standInsIn } from './stand-ins.ts'

export interface Typed {
  text: string
  /** Variables that the person has to have set: their values are secrets, or that of each environment. */
  variables: string[]
  /** What is known only when it is done: `<pid of web-1>`. */
  standIns: string[]
}

/** Where a record does not show a value, it says so between these: `‹redacted›`, `‹TOKEN is not set›`. */
const HIDDEN = /‹[^‹›]*›/g
const REDACTED = '‹redacted›'

/** `PORT=3001 ./bin/deploy "$PWD"/releases/1.1.0`, `(cd ops && ./ship 1.1.0)`. */
export function typed(command: CommandLine, root: string): Typed {
  const { argv, cwd, env } = shown(command)
  const variables: string[] = []
  // Before a run some directories are words in angle brackets.
  const at = isAbsolute(cwd) ? relative(root, cwd) : cwd
  const isHere = at === ''
  const word = wordsBelow(root, isHere ? '"$PWD"' : '"$root"')
  const given = Object.entries(env).map(([name, value]) => {
    const assigned = quoted(name)
    if (!isHidden(value)) return `${assigned}=${word(value)}`
    const variable = variableFor(name)
    variables.push(variable)
    return `${assigned}="\${${variable}:?}"`
  })
  // What is no name for a shell is one for `env`.
  const isPlain = Object.keys(env).every(isVariableName)
  const words = [...(isPlain ? [] : ['env']), ...given, ...argv.map(word)].join(' ')
  const text = isHere ? words : elsewhere(words, isOutside(at) ? cwd : at)
  return { text, variables, standIns: [...new Set(standInsIn(text))] }
}

/** The same wherever the project lies, so that two of them can be compared. */
export function shown({ argv, cwd, env }: CommandLine): CommandLine {
  const values = Object.entries(env).map(([name, value]) => [name, hide(value)])
  return { argv: anyNode(argv).map(hide), cwd, env: Object.fromEntries(values) }
}

/** Programs of firedrill's own, such as that of its edge: they are run by the very Node that firedrill runs on. */
const OWN_PROGRAM = /\/(node_modules\/firedrill\/dist|src)\/target\/(edge|broken)\/(main|route)\.[jt]s$/

/** That Node lies elsewhere on the next machine, and after its next update. */
function anyNode([program = '', ...rest]: readonly string[]): string[] {
  const isOwn = program.endsWith('/node') && OWN_PROGRAM.test(rest[0] ?? '')
  return [isOwn ? 'node' : program, ...rest]
}

/** Without the values of these variables: whoever types it has others, and a machine that only checks may have none. */
export function withoutValues({ argv, cwd, env }: CommandLine, names: ReadonlySet<string>): CommandLine {
  const values = Object.entries(env).map(([name, value]) => [name, names.has(name) ? REDACTED : value])
  return { argv, cwd, env: Object.fromEntries(values) }
}

/** A command that was run in another checkout, as it would be in this one. */
export function moved({ argv, cwd, env }: CommandLine, from: string, to: string): CommandLine {
  if (from === to) return { argv, cwd, env }
  const move = (text: string): string => text.replaceAll(rootIn(from), () => to)
  const values = Object.entries(env).map(([name, value]) => [name, move(value)])
  return { argv: argv.map(move), cwd: move(cwd), env: Object.fromEntries(values) }
}

/** Text for a page: of the project's root nothing is left. */
export function withoutRoot(text: string, root: string): string {
  return text.replaceAll(rootIn(root), '.')
}

export function isHidden(text: string): boolean {
  return text.search(HIDDEN) >= 0
}

function hide(text: string): string {
  return text.replaceAll(HIDDEN, REDACTED)
}

/** A person sets a variable of the shell: `spring_password` for `spring.password`. */
function variableFor(name: string): string {
  return isVariableName(name) ? name : `_${name.replaceAll(/\W/g, '_')}`.replace(/^_(?=[A-Za-z])/, '')
}

/** In a shell of its own, so that the next command begins in the root again. */
function elsewhere(words: string, at: string): string {
  const there = `cd ${quoted(at)} && ${words}`
  return words.includes('"$root"') ? `(root=$PWD && ${there})` : `(${there})`
}

function isOutside(at: string): boolean {
  return at === '..' || at.startsWith('../') || isAbsolute(at)
}

/** `"$PWD"/releases/2`: the root as the shell knows it, the rest as it is. */
function wordsBelow(root: string, variable: string): (text: string) => string {
  return (text) => {
    const parts = text.split(rootIn(root)).map((part) => (part === '' ? '' : quoted(part)))
    return parts.length === 1 ? quoted(text) : parts.join(variable)
  }
}

/** The root as a whole path, or the begin of one: `/srv/app` in `/srv/app/bin`, not in `/srv/app2` nor in `/mnt/srv/app`. */
function rootIn(root: string): RegExp {
  if (root === '/') return /(?!)/g
  const literal = root.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\w.-])${literal}(?=$|[/:;,"'\\s)])`, 'g')
}
