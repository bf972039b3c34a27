/** Ports of this machine that the Compose files publish at a fixed number: with one in use, `up` would fail midway. */
import type { Net } from '../../host/host.ts'
import type { Refusal } from '../target.ts'
import type { Project } from './project.ts'

/** Of the services that a run may start: those behind a profile only where it is one of `profiles`. */
export async function portsInUse(
  { services }: Project,
  profiles: readonly string[],
  net: Pick<Net, 'isFree'>,
): Promise<Refusal[]> {
  const started = Object.entries(services).filter(
    ([, own]) => own.profiles.length === 0 || own.profiles.some((name) => profiles.includes(name)),
  )
  const fixed = started.flatMap(([name, { ports }]) =>
    ports.map(({ published }) => ({ name, port: Number(published) })).filter(({ port }) => port > 0),
  )
  const free = await Promise.all(fixed.map(({ port }) => net.isFree(port)))
  return fixed
    .filter((_, index) => free[index] === false)
    .map(({ name, port }) => ({
      code: 'port-in-use',
      reason: `The port ${port}, which the Compose files publish for ${name}, is in use.`,
      hint: `End what listens there (your app itself, perhaps), or publish by a variable: "\${EDGE_PORT:-0}:<port>" leaves the choice to the engine.`,
    }))
}
