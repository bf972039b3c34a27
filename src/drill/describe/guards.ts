/** Guards in the words of a person. */
import type { Guard } from '../guards/guard.ts'
import { clauseText } from './objectives.ts'
import { exactMs } from './values.ts'

/** `uptime below 95 % over 10 s`; with a name, `users are hurt (uptime below 95 % over 10 s)`. */
export function describeGuard(guard: Guard): string {
  const orUnseen = 'unseen' in guard && guard.unseen === 'stop' ? ', or it cannot be seen' : ''
  const what = `${bare(guard)}${orUnseen}`
  return guard.name === undefined ? what : `${guard.name} (${what})`
}

function bare(guard: Guard): string {
  switch (guard.kind) {
    case 'measured':
      return `${clauseText(guard.objective)} over ${exactMs(guard.overMs)}${held(guard.forMs)}`
    case 'ready-instances':
      return `fewer than ${guard.below} ready ${guard.below === 1 ? 'instance' : 'instances'}${held(guard.forMs)}`
    case 'max-duration':
      return `the run lasts longer than ${exactMs(guard.durationMs)}`
    case 'file':
      return `the file ${guard.path} appears`
    case 'url':
      return `${shownUrl(guard.url)} says stop${held(guard.forMs)}`
  }
}

function held(forMs: number): string {
  return forMs === 0 ? '' : `, for ${exactMs(forMs)}`
}

/** Its place alone: the rest may be secret. */
export function shownUrl(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'a URL'
}
