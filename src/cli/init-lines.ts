/** What `init` tells of what it found and of what it changes. */
import { createTwoFilesPatch } from 'diff'
import type { Change } from '../init/changes.ts'
import type { Settled } from '../init/settle.ts'
import type { ProcessesWay } from '../init/way.ts'

/** What was found, the page that users ask for, and what a person should know of it: of the way, and `more`. */
export function foundLines({ way, edge }: Settled, path: string, more: readonly string[] = []): string[] {
  const ready = `  ready: ${way.ready.path} (${way.ready.from})`
  const run = way.target === 'processes' ? [`  run: ${way.run}`, ...portLines(way)] : []
  const before =
    way.target === 'compose'
      ? `${way.edge.service}:${way.edge.port}${way.balancer ? `, a balancer that is written into ${way.balancer.file}` : ''}`
      : edge === 'built-in'
        ? 'firedrill’s own, for none was named; your users meet another one'
        : edge
  return [
    `Found: ${way.from}`,
    ...run,
    ready,
    `  page: ${path}${path === '/' ? ', which the load and the prober ask for; --path names another' : ''}`,
    `  edge: ${before}`,
    ...[...way.notes, ...more].map((note) => `  note: ${note}`),
  ]
}

/** A port that stands in the command is not handed over. */
function portLines({ run, portVariable }: ProcessesWay): string[] {
  return run.includes('{port}') ? [] : [`  port: handed over as ${portVariable}`]
}

/** One line a file. */
export function changeLines(all: readonly Change[]): string[] {
  return all.map(({ kind, path }) => `  ${kind.padEnd(8)}  ${path}`)
}

/** As `diff -u` shows it; nothing of a file that stays as it is. */
export function diffOf({ path, before, after, kind }: Change): string {
  if (kind === 'same') return ''
  const from = before === null ? '/dev/null' : path
  return createTwoFilesPatch(from, path, before ?? '', after, undefined, undefined, { context: 2 })
}
