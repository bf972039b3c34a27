/** What a person watches on a terminal while a drill runs: three short lines. Pure: the command line draws them. */
import type { ChalkInstance } from 'chalk'
import { formatMs, formatRatio } from '../units.ts'
import { clock, type LiveState } from './live.ts'
import { plain } from './plain.ts'
import { cellsOfText, cutToCells } from './width.ts'

interface Part {
  text: string
  paint?: (text: string) => string
}

/** From so many failures on they are no trifle. */
const MANY_ERRORS = 0.01

/**
 * Phase, clock and what is happening now; the numbers of the load; the instances. Each line is shorter than the terminal:
 * one that breaks would have to be drawn over two.
 */
export function liveBlock(state: LiveState, columns: number, chalk: ChalkInstance): string[] {
  const width = Math.max(1, columns - 1)
  const lines = [nowLine(state, chalk), numbersLine(state, chalk), instancesLine(state, width, chalk)]
  return lines.filter((parts) => parts.length > 0).map((parts) => fitted(parts, width))
}

function nowLine({ window, phase, elapsedMs, note, now }: LiveState, chalk: ChalkInstance): Part[] {
  const planned = phase?.plannedMs ? ` of ${clock(phase.plannedMs)}` : ''
  const doing = note || now
  return spaced([
    { text: window ?? 'between phases', paint: chalk.bold },
    ...(phase ? [{ text: `${phase.number}/${phase.of}`, paint: chalk.dim }] : []),
    { text: `${clock(elapsedMs)}${planned}` },
    ...(doing === '' ? [] : [{ text: doing, paint: chalk.cyan }]),
  ])
}

function numbersLine({ requestsPerSecond, p95Ms, errorRatio }: LiveState, chalk: ChalkInstance): Part[] {
  const bad = (errorRatio ?? 0) >= MANY_ERRORS ? chalk.red : chalk.yellow
  return spaced([
    { text: `${Math.round(requestsPerSecond)} req/s` },
    { text: `p95 ${p95Ms === null ? '–' : formatMs(p95Ms)}` },
    {
      text: `errors ${errorRatio === null ? '–' : formatRatio(errorRatio)}`,
      ...(errorRatio ? { paint: bad } : {}),
    },
  ])
}

/** By word as well: not everybody sees the colour, and not every terminal has it. */
const STATES = { ready: '●', 'not ready': '◐', down: '○' } as const
const PAINT = { ready: 'green', 'not ready': 'yellow', down: 'red' } as const

/** Where there is no room for all of them, those that are not ready, and how many are. */
function instancesLine({ instances }: LiveState, width: number, chalk: ChalkInstance): Part[] {
  const partOf = ({ name, state }: LiveState['instances'][number]): Part => ({
    text: `${STATES[state]} ${name} ${state}`,
    paint: chalk[PAINT[state]],
  })
  const all = spaced(instances.map(partOf))
  if (all.reduce((sum, { text }) => sum + cellsOfText(text), 0) <= width) return all
  const others = instances.filter(({ state }) => state !== 'ready')
  const ready = instances.length - others.length
  const rest = ready === 0 ? [] : [{ text: `${STATES.ready} ${ready} ready`, paint: chalk[PAINT.ready] }]
  return spaced([...rest, ...others.map(partOf)])
}

function spaced(parts: readonly Part[]): Part[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [{ text: '   ' }, part]))
}

/** Cut before it is painted: codes of colours take no room. */
function fitted(parts: readonly Part[], width: number): string {
  let left = width
  let line = ''
  for (const { text, paint = (same: string) => same } of parts) {
    const whole = plain(text, 500)
    const cells = cellsOfText(whole)
    if (cells > left) return `${line}${left === 0 ? '' : paint(cutToCells(whole, left))}`
    line += paint(whole)
    left -= cells
  }
  return line
}
