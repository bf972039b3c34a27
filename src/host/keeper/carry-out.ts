/** How a task is carried out. Part of the keeper's program: see `main.ts`. */
import { type Answer, type Ask, at, words } from './asking.ts'
import type { ContainerTask, Fact, MayEnd, SweepTask, Task } from './task.ts'

export interface Outcome {
  /** It was seen so. */
  done: boolean
  what: string
}

/**
 * `own`: the keeper's container, which is never removed by it. `sinceMs`: how long ago it was tried first. To be called
 * again until it is done.
 */
export function carryOut(task: Task, own: string, ask: Ask, sinceMs: number): Promise<Outcome> {
  return task.kind === 'sweep' ? sweep(task, own, ask) : restore(task, ask, sinceMs)
}

async function restore({ id, labels, steps }: ContainerTask, ask: Ask, sinceMs: number): Promise<Outcome> {
  const look = () => ask('GET', `/containers/${id}/json`)
  let seen = await look()
  if (seen.status === 404) return { done: true, what: 'there is no such container any more' }
  if (seen.status !== 200) return { done: false, what: words(seen) }
  const isOther = ([name, value]: [string, string]) => at(seen.json, ['Config', 'Labels', name]) !== value
  if (Object.entries(labels).some(isOther)) return { done: true, what: 'left alone, its labels are others' }
  const refusals: string[] = []
  let asked = 0
  for (const { done, requests } of steps)
    for (const { path, body } of requests) {
      if (holds(done, seen.json)) break
      const answer = await ask('POST', path, body)
      asked += 1
      if (answer.status === 0 || answer.status >= 400) refusals.push(words(answer))
      seen = await look()
    }
  const done = steps.every((step) => holds(step.done, seen.json))
  if (!done) return { done, what: refusals.at(-1) ?? 'it is not so yet' }
  if (steps.some(({ mayEnd }) => mayEnd !== undefined && isEnding(mayEnd, seen.json, sinceMs)))
    return { done: false, what: 'it runs, and may have been asked to end' }
  return { done, what: asked === 0 ? 'nothing to do' : 'done' }
}

function isEnding({ startedMs, withinMs }: MayEnd, json: unknown, sinceMs: number): boolean {
  // The engine tells it more finely than `Date` reads it.
  const awayMs = Date.parse(String(at(json, ['State', 'StartedAt']))) - startedMs
  return sinceMs < withinMs && Math.abs(awayMs) < 1
}

function holds(facts: readonly Fact[], json: unknown): boolean {
  return facts.every((fact) => {
    const value = at(json, fact.at)
    if ('is' in fact) return value === fact.is
    if ('oneOf' in fact) return typeof value === 'number' && fact.oneOf.includes(value)
    if (value === undefined || value === null) return false
    return fact.has.length === 0 || (Array.isArray(value) && fact.has.every((each) => value.includes(each)))
  })
}

async function sweep({ labels, imageLabels }: SweepTask, own: string, ask: Ask): Promise<Outcome> {
  const failures: string[] = []
  let there = 0
  const each = async (of: readonly string[], path: string, remove: (one: unknown) => Promise<Answer>) => {
    for (const label of of) {
      const filters = encodeURIComponent(JSON.stringify({ label: [label] }))
      const { status, json } = await ask('GET', `${path}filters=${filters}`)
      if (status !== 200) failures.push(words({ status, json }))
      const found: unknown = path.startsWith('/volumes') ? at(json, ['Volumes']) : json
      for (const one of Array.isArray(found) ? found : []) {
        if (at(one, ['Id']) === own) continue
        there += 1
        const answer = await remove(one)
        if (answer.status === 0 || answer.status >= 400) failures.push(words(answer))
      }
    }
  }
  const named = (one: unknown, key: string) => encodeURIComponent(String(at(one, [key])))
  await each(labels, '/containers/json?all=true&', async (one) => {
    // What is frozen cannot be ended.
    if (at(one, ['State']) === 'paused') await ask('POST', `/containers/${named(one, 'Id')}/unpause`)
    return ask('DELETE', `/containers/${named(one, 'Id')}?force=true&v=true`)
  })
  await each(labels, '/networks?', (one) => ask('DELETE', `/networks/${named(one, 'Id')}`))
  await each(labels, '/volumes?', (one) => ask('DELETE', `/volumes/${named(one, 'Name')}`))
  await each(imageLabels, '/images/json?', (one) => ask('DELETE', `/images/${named(one, 'Id')}?force=true`))
  // Only a look that finds nothing shows that nothing is there.
  if (there === 0 && failures.length === 0) return { done: true, what: 'nothing of it is left' }
  return { done: false, what: failures.at(-1) ?? 'it was removed, and is looked for once more' }
}
