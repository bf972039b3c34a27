/** `firedrill init`: looks at the project, asks what it has to, shows what it would change, writes it, and looks again. */
import { join } from 'node:path'
import { EXIT, FiredrillError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { type Changes, changesOf } from '../init/changes.ts'
import { detectWays } from '../init/detect/map.ts'
import { managerOf } from '../init/manager.ts'
import { namesOf } from '../init/names.ts'
import { pathOf, settle } from '../init/settle.ts'
import type { Asking } from './asking.ts'
import type { InitFlags } from './commands/init.ts'
import { changeLines, diffOf, foundLines } from './init-lines.ts'
import { lookAt } from './init-look.ts'
import { nextLines } from './init-next.ts'
import { askFor, type Wanted } from './init-questions.ts'
import type { Terminal } from './terminal.ts'

export interface InitSetting {
  host: Host
  /** The project's root, absolute. */
  root: string
  terminal: Terminal
  /** Null: there is nobody to be asked, or nobody wants to be. */
  asking: Asking | null
}

/** Returns the exit code. Throws `app-not-found`, `already-there`, `config-invalid` or `usage`; then nothing was written. */
export async function initProject(flags: InitFlags, setting: InitSetting): Promise<number> {
  const { host, root, terminal, asking } = setting
  const look = lookAt(host.files, root)
  const page = flags.path === undefined ? undefined : pathOf('--path', flags.path)
  const given: Wanted = { ways: await detectWays(look), choices: flags, path: page }
  const wanted = asking === null ? given : await askFor(given, asking)
  if (wanted === null) {
    terminal.err('Nothing was written.\n')
    return EXIT.sigint
  }
  const settled = settle(wanted.ways, wanted.choices)
  const names = await namesOf(look)
  const { hasExec } = await managerOf(look)
  const about = { path: wanted.path ?? '/', rate: flags.rate, names, hasExec }
  const changes = await changesOf({ ...settled, ...about }, look)
  say(terminal, [...foundLines(settled, about.path, names.notes), ''])
  if (flags.dryRun) return shown(changes, terminal)
  refuseLoss(changes, flags)
  await write(changes, setting)
  say(terminal, [...changeLines(changes.all), ''])
  say(terminal, await nextLines(setting, look))
  return EXIT.pass
}

function shown({ all, lost }: Changes, terminal: Terminal): number {
  for (const change of all) terminal.out(diffOf(change))
  say(terminal, ['', ...changeLines(all), ''])
  const refused = lost.length === 0 ? '' : ` ${lost.join(', ')} would be replaced, with --force alone.`
  say(terminal, [`Nothing was written.${refused}`])
  return EXIT.pass
}

function refuseLoss({ lost }: Changes, { force }: InitFlags): void {
  if (lost.length === 0 || force) return
  throw new FiredrillError(
    'already-there',
    `Nothing was written: ${lost.join(', ')} ${lost.length === 1 ? 'is' : 'are'} there already, and not as it would be written.`,
    { hint: '`firedrill init --dry-run` shows the difference; --force writes it anew.' },
  )
}

/** What is replaced is shown first: what it held can then still be read. */
async function write({ all }: Changes, { host, root, terminal }: InitSetting): Promise<void> {
  for (const change of all) {
    const { kind, path, after } = change
    if (kind === 'same') continue
    if (kind === 'replaced') terminal.out(diffOf(change))
    const file = join(root, path)
    await host.files.makeDir(join(file, '..'))
    await host.files.writeAtomic(file, after)
  }
}

function say({ out }: Terminal, lines: readonly string[]): void {
  for (const line of lines) out(`${line}\n`)
}
