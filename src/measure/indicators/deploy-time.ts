import { holds } from '../membership.ts'
import { hasStayed } from '../releases/deploys.ts'
import { type Measure, noValue } from './indicator.ts'

/** From a deploy's begin to its end, the time in which its triggers stay armed left out; of several, the slowest. */
export const deployTime: Measure<'deploy-time'> = ({ context, span }) => {
  const here = context.deploys.filter(({ startMs }) => holds(span, startMs))
  if (here.length === 0) return noValue('nothing was deployed in the window')
  const done = here.filter(hasStayed)
  const others = here.filter((deploy) => !hasStayed(deploy))
  const codes = others
    .map(({ outcome, code, trigger }) => (trigger ? 'triggered' : (code ?? outcome ?? 'cut off')))
    .join(', ')
  if (done.length === 0) return noValue(`the deploy did not go through: ${codes}`)
  const observed = Math.max(...done.map(({ startMs, endMs }) => (endMs ?? startMs) - startMs))
  const note = others.length > 0 ? `another one did not go through: ${codes}` : ''
  return { ...noValue(note), observed, samples: done.length }
}
