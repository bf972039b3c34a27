/** What to try where a process did not get ready: about its port, its readiness path, and its log. */
import type { Wanted } from './ready.ts'

/** How programs say that another one has their port. */
const PORT_TAKEN = /EADDRINUSE|address (is )?already in use/i

/** Of one that ended: two instances with a fixed port of their own are the likeliest of all first mistakes. */
export function startHint(wanted: Wanted, how: string, lines: readonly string[]): string {
  const told = portTold(wanted)
  // Some frameworks take the lack of a port for the end of their work.
  const taken = how === 'exit code 0' || lines.some((line) => PORT_TAKEN.test(line))
  const port = 'instances that listen on a fixed one cannot run side by side.'
  return sentences(taken && told !== null ? `It was told its port, ${told}: ${port}` : '', inLog(wanted.log))
}

/** `seen` is what the last look saw. */
export function readyHint(wanted: Wanted, seen: string, lines: readonly string[]): string {
  const log = lines.length === 0 ? '' : inLog(wanted.log)
  if (wanted.ready.kind !== 'http') return sentences(LONGER, log)
  const { host, pathname } = new URL(wanted.ready.url)
  if (/ gave 404( |$)/.test(seen)) {
    return sentences(
      `Nothing is at ${pathname}: let \`ready\` name a path that answers 200 when it can serve.`,
      log,
    )
  }
  const told = portTold(wanted)
  const port =
    told !== null && seen.endsWith('ECONNREFUSED')
      ? `Nothing listens at ${host}: it has to listen on the port that it is told (${told}).`
      : ''
  return sentences(port, LONGER, log)
}

const LONGER = 'Where it only needs longer, set readyTimeout.'

function inLog(log: string): string {
  return `All that it wrote is in ${log}.`
}

/** `PORT=3001`; null: it was not told by a variable. */
function portTold({ ready, env }: Wanted): string | null {
  if (ready.kind !== 'http') return null
  const { port } = new URL(ready.url)
  const [name] = Object.entries(env).find(([, value]) => value === port) ?? []
  return name === undefined ? null : `${name}=${port}`
}

function sentences(...all: readonly string[]): string {
  return all.filter((each) => each !== '').join(' ')
}
