/** What a drill is doing at this moment, by the steps that have begun and not ended. */
import type { JournalEvent } from '../journal/events.ts'

/** By path: `steps[1].steps[0]`. */
export type OpenSteps = ReadonlyMap<string, string>

/** The same where the event says nothing of steps. */
export function openStepsAfter(event: JournalEvent, before: OpenSteps): OpenSteps {
  if (event.type === 'step-started') return new Map([...before, [event.path, event.what]])
  if (event.type !== 'step-ended') return before
  return new Map([...before].filter(([path]) => path !== event.path))
}

/** The innermost ones: a phase is what is done in it. */
export function nowWords(open: OpenSteps): string {
  const paths = [...open.keys()]
  const isInnermost = (path: string): boolean =>
    !paths.some((other) => other !== path && other.startsWith(path) && /^[.[]/.test(other.slice(path.length)))
  return [...new Set([...open].flatMap(([path, what]) => (isInnermost(path) ? [what] : [])))].join('; ')
}
