import { formatMs } from '../../units.ts'
import { type Making, stepsOf } from '../commands.ts'
import { type Chosen, hasPassed } from '../rehearsal.ts'
import type { Part } from '../runbook.ts'
import { unrehearsed } from './missing.ts'
import { type ShippedDeploy, shippedIn } from './shipped.ts'

/** How the new release reaches the instances. */
export function rollout(chosen: Chosen, making: Making): Part {
  const { today } = making
  const next = today.releases?.next ?? null
  const part: Part = { key: 'rollout', title: 'Rollout', notes: [], points: [], steps: [], missing: [] }
  const rehearsal = chosen.rollout
  const shipped = hasPassed(rehearsal) && next !== null ? shippedIn(rehearsal, next) : null
  if (!hasPassed(rehearsal) || shipped === null)
    return {
      ...part,
      missing: [
        unrehearsed(`How ${next ?? 'the next release'} reaches the instances`, 'rollout', chosen, today),
      ],
    }
  // What is checked of it was said before; that no migration is pending is looked at once more.
  const ran = shipped.commands.filter(({ kind }) => kind !== 'check' && kind !== 'build')
  const steps = stepsOf(ran, rehearsal, making)
  const last = steps.at(-1)
  last?.expect.push(...switchedWords(shipped))
  return {
    ...part,
    notes: [
      `${strategyWords(shipped.deploy.strategy)} From the first command until every instance served ${next} it took ${formatMs(shipped.endMs - shipped.startMs)} in ${rehearsal.verdict.id}.`,
      'Keep the numbers of "When to roll back" before you all the while.',
    ],
    steps,
  }
}

/** A person who types what a strategy does has to take its care as well. */
function strategyWords(strategy: string): string {
  if (strategy === 'command') return 'It is shipped by the commands of the configuration.'
  return `In the rehearsal firedrill shipped it by itself, strategy ${strategy}: each step only when the instance before was ready and reached.`
}

function switchedWords({ deploy, startMs }: ShippedDeploy): string[] {
  return deploy.switched.map(
    ({ instance, atMs }) =>
      `${instance} serves ${deploy.to} and is ready: ${formatMs(atMs - startMs)} after the begin`,
  )
}
