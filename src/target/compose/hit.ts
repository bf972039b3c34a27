/** What a fault may hit: just the container that was looked at, as long as it is still the same one. */
import { FiredrillError } from '../../errors.ts'
import type { Container } from '../../host/engine/engine.ts'
import type { CommandLine, Victim } from '../target.ts'
import { isUp } from './containers.ts'
import type { BeforeAct, Runtime } from './runtime.ts'

/** Throws `drill-invalid` when it is down, or another one by now than the one that was observed. */
export async function sameContainer(
  { containers, fleet }: Runtime,
  { name, identity }: Victim,
): Promise<Container> {
  if (!fleet.all.includes(name)) throw isStranger(name, fleet.all)
  const container = await containers.find(name)
  if (identity === null || !isUp(container)) throw isDown(name)
  const { container: was } = identity
  if (was?.id === container.id && was.startedMs === container.startedMs) return container
  throw new FiredrillError('drill-invalid', `${name} was started anew since it was looked at.`, {
    hint: 'Look again, and hit what is there now.',
  })
}

/** As it was when it was looked at; an id of nothing where it was down. */
export function beforeAct({ identity }: Victim): BeforeAct {
  return identity?.container ?? { id: '', startedMs: null }
}

/** As a person would type it. */
export function dockerCommand(
  argv: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): CommandLine {
  return { argv: ['docker', ...argv], cwd, env: { ...env } }
}

export function isDown(name: string): FiredrillError {
  return new FiredrillError('drill-invalid', `${name} is down: there is nothing to hit.`, {
    hint: 'Start it first, or name another instance.',
  })
}

export function isStranger(name: string, known: readonly string[]): FiredrillError {
  return new FiredrillError('drill-invalid', `The target has no instance "${name}".`, {
    hint: `It has ${known.join(', ')}.`,
  })
}
