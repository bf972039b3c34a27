/** The few questions of `init`: only what no option gave, each with what was found as its answer. */
import type { Choices } from '../init/settle.ts'
import { isPath, settle } from '../init/settle.ts'
import type { Way } from '../init/way.ts'
import type { Asking } from './asking.ts'

export interface Wanted {
  ways: readonly Way[]
  choices: Choices
  /** A page that users ask for. */
  path: string | undefined
}

/** Null: the person gave up. Throws what `settle` throws. */
export async function askFor({ ways, choices, path }: Wanted, asking: Asking): Promise<Wanted | null> {
  const way = await askWay(ways, choices, asking)
  if (way === null) return null
  const found = settle(way.ways, way.choices).way
  const ready =
    choices.ready ??
    (await asking.text('Which path says that an instance can serve?', found.ready.path, notAPath))
  if (ready === null) return null
  const page = path ?? (await asking.text('Which page do your users ask for most?', '/', notAPath))
  if (page === null) return null
  return { ways: way.ways, choices: { ...way.choices, ready }, path: page }
}

async function askWay(
  ways: readonly Way[],
  choices: Choices,
  asking: Asking,
): Promise<Pick<Wanted, 'ways' | 'choices'> | null> {
  if (choices.run !== undefined) return { ways, choices }
  const fitting = ways.filter(({ target }) => choices.target === undefined || target === choices.target)
  if (fitting.length > 1) {
    const chosen = await asking.choose('How is the app run for the drills?', fitting.map(labelOf))
    const way = chosen === null ? undefined : fitting[chosen]
    return way ? { ways: [way], choices: { ...choices, target: way.target } } : null
  }
  if (fitting.length > 0 || choices.target === 'compose') return { ways: fitting, choices }
  const run = await asking.text('Which command starts one instance of the app?', '', (answer) =>
    answer.trim() === '' ? 'It takes a command, such as node server.js.' : null,
  )
  return run === null ? null : { ways, choices: { ...choices, run: run.trim() } }
}

function labelOf(way: Way): string {
  return way.target === 'compose' ? `containers (${way.from})` : `processes: ${way.run} (${way.from})`
}

function notAPath(answer: string): string | null {
  return isPath(answer) ? null : 'A path begins with "/".'
}
